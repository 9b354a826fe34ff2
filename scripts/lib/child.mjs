import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/**
 * Runs a program in the project's folder and answers `{ code, output }`; its output is kept, not shown.
 */
export function capture(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const parts = [];
    child.stdout.on('data', (part) => parts.push(part));
    child.stderr.on('data', (part) => parts.push(part));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(parts).toString('utf8') }));
  });
}

/** After this long a further Ctrl-C is a person's wish to end at once, not npm's echo of the first. */
const insistMs = 2000;

/**
 * Runs a program with this process's own standard streams and answers its exit code.
 * The program gets its own process group: a terminal sends Ctrl-C to the whole group and npm sends it once
 * more, so only this forwarding makes one Ctrl-C reach the program exactly once. It is then waited for.
 */
export function runInteractive(command, args, env) {
  const ownGroup = process.platform !== 'win32';
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: 'inherit', detached: ownGroup });
    let asked = 0;
    const forward = (signal) => {
      const now = performance.now();
      if (asked === 0) {
        asked = now;
        if (ownGroup) child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
      } else if (signal === 'SIGINT' && now - asked > insistMs && ownGroup) {
        process.kill(-child.pid, 'SIGKILL');
      }
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
    const watch = onOrphaned(() => forward('SIGTERM'));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearInterval(watch);
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, forward);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

/** npm passes SIGTERM on to its shell only, and the shell dies without a word to this process. */
function onOrphaned(act) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const parent = process.ppid;
  return setInterval(() => process.ppid !== parent && act(), 500).unref();
}
