import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../config.ts';
import { CodedError } from '../codedError.ts';
import { currentTotp } from '../secrets/totp.ts';
import { workstationDir, type SignInSheet } from '../setup/workstation.ts';
import { centerOptions, configOf, print, type CliCommand } from './command.ts';

export const codeCommand: CliCommand = {
  summary: 'Print the current one-time code of a sample account (evaluation only, from the sign-in sheet).',
  usage: 'ACCOUNT [--data DIR] [--json]',
  options: centerOptions,
  run: async (given) => {
    const config = loadConfig(configOf(given));
    const sheet: SignInSheet = JSON.parse(
      readFileSync(join(workstationDir(config.dataDir), 'sign-in.json'), 'utf8'),
    );
    const account = sheet.accounts.find((a) => a.accountNo === given.positionals[0]);
    if (!account)
      throw new CodedError('setup/no-account', {
        zh: '登录单上没有这个账号。',
        en: `No such account on the sign-in sheet; it has: ${sheet.accounts.map((a) => a.accountNo).join(', ')}`,
      });
    print(
      given,
      {
        accountNo: account.accountNo,
        password: account.password,
        code: currentTotp(account.seed, new Date()),
      },
      [currentTotp(account.seed, new Date())],
    );
    return 0;
  },
};
