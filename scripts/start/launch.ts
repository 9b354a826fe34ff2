import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A running child program. */
export interface Launched {
  /** What the ready pattern captured; empty when none was asked for. */
  readonly ready: string;
  /** Exit code. */
  readonly ended: Promise<number>;
  /** Asks it to end and waits until it has. */
  readonly stop: () => Promise<void>;
}

/** How long a program may take to become usable. */
const READY_MS = 180_000;

/**
 * Starts a program of the build, with Node unless another is named; its standard error is shown, its standard output is read for the ready line.
 * @throws Error when it ends, or says nothing, before it is ready.
 */
export async function launch(
  args: readonly string[],
  ready: RegExp | null,
  program: string = process.execPath,
): Promise<Launched> {
  // The channel tells the child when this process is gone, even by kill -9.
  // A process group of its own: a terminal's Ctrl-C reaches only the parent, which ends the children in order.
  const child = spawn(program, [...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    detached: process.platform !== 'win32',
  });
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
  };
  if (child.stdout === null) throw new Error('a child without standard output');
  const lines = createInterface({ input: child.stdout });
  if (ready === null) {
    lines.on('line', (line) => process.stderr.write(`${line}\n`));
    return { ready: '', ended, stop };
  }
  const captured = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`not ready after ${READY_MS / 1000} s: ${args.join(' ')}`)),
      READY_MS,
    );
    timer.unref();
    lines.on('line', (line) => {
      const match = ready.exec(line);
      if (match) resolve(match[1] ?? '');
      else process.stderr.write(`${line}\n`);
    });
    void ended.then((code) =>
      reject(new Error(`ended with code ${code} before it was ready: ${args.join(' ')}`)),
    );
  });
  return { ready: await captured, ended, stop };
}
