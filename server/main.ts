import { problems } from '../shared/errors/catalog.ts';
import { ProblemError } from '../shared/errors/problem.ts';
import { CodedError } from './codedError.ts';
import type { CliCommand } from './cli/command.ts';
import { parse } from './cli/command.ts';
import { caCommand } from './cli/ca.ts';
import { codeCommand } from './cli/code.ts';
import { enrolCommand } from './cli/enrol.ts';
import { exportCommand } from './cli/export.ts';
import { importCommand } from './cli/import.ts';
import { initCommand } from './cli/init.ts';
import { migrateCommand } from './cli/migrate.ts';
import { openapiCommand } from './cli/openapi.ts';
import { profileCommand } from './cli/profile.ts';
import { rebuildCommand } from './cli/rebuild.ts';
import { seedCommand } from './cli/seed.ts';
import { startCommand } from './cli/start.ts';
import { version } from './version.ts';

const commands: Readonly<Record<string, CliCommand>> = {
  init: initCommand,
  start: startCommand,
  migrate: migrateCommand,
  seed: seedCommand,
  import: importCommand,
  export: exportCommand,
  enrol: enrolCommand,
  ca: caCommand,
  profile: profileCommand,
  code: codeCommand,
  rebuild: rebuildCommand,
  openapi: openapiCommand,
};

function help(): string {
  const lines = Object.entries(commands).map(
    ([name, { usage, summary }]) => `  ${`${name} ${usage}`.padEnd(64)} ${summary}`,
  );
  return [
    `center ${version} - center server of the government website cluster`,
    '',
    'Usage: center COMMAND [options]',
    '',
    ...lines,
    '',
    'Every command answers --help; where it says so, --json prints one JSON line.',
  ].join('\n');
}

async function main(): Promise<number> {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined || name === '--help' || name === 'help') {
    process.stdout.write(`${help()}\n`);
    return name === undefined ? 2 : 0;
  }
  const command = commands[name];
  if (!command) {
    process.stderr.write(`center: no such command: ${name}\n\n${help()}\n`);
    return 2;
  }
  if (args.includes('--help')) {
    process.stdout.write(
      `Usage: center ${name} ${command.usage}\n\n${command.summary}\nOptions: ${Object.keys(command.options)
        .map((option) => `--${option}`)
        .join(' ')}\n`,
    );
    return 0;
  }
  return command.run(parse(command, args));
}

/** A refusal by rule, as the screens tell it: the problem, and below it every finding with its rule. */
function linesOf({ problem }: ProblemError): readonly string[] {
  const { code, findings } = problem;
  const { zh, en } = problems[code].text;
  return [
    code,
    zh,
    en,
    ...findings.flatMap(({ rule, text }) =>
      [text.zh, text.en].map((t) => `- ${t}${rule === null ? '' : ` (${rule})`}`),
    ),
  ];
}

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof CodedError)
    process.stderr.write(`${error.code}\n${error.text.zh}\n${error.text.en}\n`);
  else if (error instanceof ProblemError) process.stderr.write(`${linesOf(error).join('\n')}\n`);
  else if (error instanceof TypeError && 'code' in error) process.stderr.write(`center: ${error.message}\n`);
  else
    process.stderr.write(
      `center: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  process.exitCode = error instanceof TypeError ? 2 : 1;
}
