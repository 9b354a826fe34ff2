import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import type { ConfigInput } from '../config.ts';

/** One subcommand of `center`. */
export interface CliCommand {
  readonly summary: string;
  /** Usage after the command's name. */
  readonly usage: string;
  readonly options: ParseArgsOptionsConfig;
  /** @returns exit code. */
  readonly run: (given: Given) => Promise<number>;
}

/** Parsed command line. */
export interface Given {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

/** Options every command that opens a center understands. */
export const centerOptions = {
  data: { type: 'string' },
  'database-url': { type: 'string' },
  json: { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig;

/** The settings among the given options. */
export function configOf({ values }: Given): ConfigInput {
  const text = (name: string) => (typeof values[name] === 'string' ? { value: values[name] } : null);
  const data = text('data');
  const url = text('database-url');
  const port = text('port');
  const host = text('host');
  return {
    ...(data && { dataDir: data.value }),
    ...(url && { databaseUrl: url.value }),
    ...(port && { port: port.value }),
    ...(host && { host: host.value }),
  };
}

/** Parses one command's arguments. @throws TypeError naming an unknown option. */
export function parse(command: CliCommand, args: readonly string[]): Given {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { ...command.options, help: { type: 'boolean' } },
    allowPositionals: true,
    strict: true,
  });
  return {
    values: Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, Array.isArray(value) ? value.join(',') : value]),
    ),
    positionals,
  };
}

/** A command line that cannot be carried out; told in one line, like an unknown option. */
export function usageError(message: string): TypeError {
  return Object.assign(new TypeError(message), { code: 'ERR_USAGE' });
}

/** Prints a result: one JSON line for programs, or lines for people. */
export function print(given: Given, json: unknown, lines: readonly string[]): void {
  process.stdout.write(given.values['json'] === true ? `${JSON.stringify(json)}\n` : `${lines.join('\n')}\n`);
}
