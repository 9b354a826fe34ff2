import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { accountByNo } from '../access/accounts.ts';
import { CodedError } from '../codedError.ts';
import { loadConfig } from '../config.ts';
import { openCa, openCenter, serverLog } from '../openCenter.ts';
import { replaceFile } from '../replaceFile.ts';
import { act } from '../setup/systemAct.ts';
import { certificateFor, enrolAccount } from '../setup/enrolAccount.ts';
import { centerOptions, configOf, print, usageError, type CliCommand } from './command.ts';

export const enrolCommand: CliCommand = {
  summary: 'Issue certificate, password and one-time-code seed for an account; writes them into --out.',
  usage: 'ACCOUNT --out DIR [--data DIR | --database-url URL] [--json]',
  options: { ...centerOptions, out: { type: 'string' } },
  run: async (given) => {
    const config = loadConfig(configOf(given));
    const out = given.values['out'];
    const [accountNo] = given.positionals;
    if (typeof out !== 'string' || accountNo === undefined)
      throw usageError('enrol needs ACCOUNT and --out DIR');
    const { center, close } = await openCenter(config, serverLog(config));
    try {
      const account = await accountByNo(center.pool, accountNo);
      if (!account)
        throw new CodedError('setup/no-account', {
          zh: `没有账号 ${accountNo}。`,
          en: `There is no account ${accountNo}.`,
        });
      const ca = await openCa(config, new Date());
      const { issued, fields } = await certificateFor(ca, accountNo, account.name ?? accountNo, new Date());
      await act(center, {
        type: 'account',
        id: account.id,
        act: 'bindCertificate',
        input: fields,
        rev: account.rev,
        reason: '发放证书',
      });
      const enrolment = await enrolAccount(center, account, issued, true);
      mkdirSync(out, { recursive: true, mode: 0o700 });
      replaceFile(join(out, `${accountNo}.p12`), enrolment.pkcs12);
      const { pkcs12: _file, ...sheet } = enrolment;
      replaceFile(join(out, `${accountNo}.json`), `${JSON.stringify(sheet, null, 2)}\n`);
      print(given, { accountNo, out }, [`${accountNo}: files written to ${out}; hand them over in person.`]);
      return 0;
    } finally {
      await close();
    }
  },
};
