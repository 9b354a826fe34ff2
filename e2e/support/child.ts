import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

interface Options {
  readonly env?: NodeJS.ProcessEnv;
  /** Does the first word start the program as a child of its own, which no signal to it alone would reach. */
  readonly isWrapped?: boolean;
}

/** A program of ours that ends with this process, however this one ends: its channel tells it so. */
export class Child {
  readonly pid: number;
  /** Settles when it is gone, and whoever shares its output. */
  readonly gone: Promise<void>;
  readonly #process: ChildProcess;
  readonly #group: boolean;
  #isGone = false;
  #errors = '';

  constructor(words: readonly string[], { env = process.env, isWrapped = false }: Options = {}) {
    const [program = '', ...args] = words;
    const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as const;
    const child = spawn(program, args, { stdio: [...stdio], env, detached: isWrapped });
    this.#process = child;
    this.#group = isWrapped;
    this.pid = child.pid ?? 0;
    child.stderr?.on('data', (part) => this.#keep(String(part)));
    child.once('error', (error) => this.#keep(error.message));
    this.gone = new Promise((resolve) => {
      child.once('close', () => {
        this.#isGone = true;
        resolve();
      });
    });
  }

  /** Its error output so far. */
  get errors(): string {
    return this.#errors;
  }

  signal(name: NodeJS.Signals): void {
    if (this.#isGone) return;
    if (!this.#group) this.#process.kill(name);
    else if (this.pid > 0) signalGroup(this.pid, name);
  }

  async stop(name: NodeJS.Signals): Promise<void> {
    this.signal(name);
    // What stands still hears no signal but this one and SIGKILL.
    this.signal('SIGCONT');
    await this.gone;
  }

  /** @throws Error with its own words where it ends with anything but 0 */
  async done(): Promise<void> {
    this.#process.stdout?.resume();
    await this.gone;
    const { exitCode, signalCode } = this.#process;
    if (exitCode !== 0) throw this.#failure(`ended with ${exitCode ?? signalCode}`);
  }

  /**
   * What `look` first finds in a line of its output.
   * @throws Error with its own words where it ends before, or takes longer than `ms`; it is gone then
   */
  async says<T>(look: (line: string) => T | null, ms: number): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const fail = (how: string) => reject(this.#failure(how));
    const timer = setTimeout(() => fail('did not start in time'), ms);
    const { stdout } = this.#process;
    if (stdout !== null)
      createInterface(stdout).on('line', (line) => {
        try {
          const found = look(line);
          if (found !== null) resolve(found);
        } catch (error) {
          reject(error);
        }
      });
    void this.gone.then(() => fail(`ended with ${this.#process.exitCode ?? this.#process.signalCode}`));
    try {
      return await promise;
    } catch (error) {
      await this.stop('SIGKILL');
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  #failure(how: string): Error {
    const what = this.#process.spawnargs.slice(0, 4).join(' ');
    return new Error(`${what} ${how}: ${this.#errors.slice(-4000)}`);
  }

  #keep(words: string): void {
    this.#errors += words;
  }
}

function signalGroup(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch (error) {
    // Gone, though we have not been told yet.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
