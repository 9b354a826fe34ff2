import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../codedError.ts';
import { loadConfig, type Config } from '../config.ts';
import { noted } from '../operatorNotes.ts';
import { openCa } from '../openCenter.ts';
import { identityOf } from '../pki/identity.ts';
import { SERVER_DAYS, type CenterCa } from '../pki/store.ts';
import { revocationReasons, type RevocationReason } from '../pki/issue.ts';
import { configOf, print, usageError, type CliCommand, type Given } from './command.ts';

type Work = (given: Given, config: Config) => Promise<number>;

/** The CA's own commands. They work on its files alone, beside a running server, which notices within a second. */
const works: Readonly<Record<string, Work>> = {
  async list(given, config) {
    const ca = await existingCa(config);
    const found = ca.issued().map(({ certificatePem: _pem, version: _version, ...record }) => record);
    const lines = found.map(({ serial, kind, accountNo, displayName, notAfter, revokedAt, reason }) =>
      [
        serial,
        kind,
        accountNo ?? '-',
        displayName,
        notAfter.slice(0, 10),
        revokedAt ? `revoked ${revokedAt} ${reason}` : 'valid',
      ].join('\t'),
    );
    print(given, found, lines);
    return 0;
  },
  async revoke(given, config) {
    const serial = given.positionals[1];
    if (serial === undefined) throw usageError('ca revoke needs the SERIAL of a certificate');
    const ca = await existingCa(config);
    const reason = reasonOf(given);
    const record = await noted(config.dataDir, 'certificate.revoke', { serial, code: reason }, () =>
      ca.revoke(serial, reason, new Date()),
    );
    const said = {
      serial: record.serial,
      accountNo: record.accountNo,
      revokedAt: record.revokedAt,
      reason: record.reason,
    };
    print(given, said, [
      `Revoked ${said.serial} (${said.accountNo ?? 'server'}): ${said.reason}, ${said.revokedAt}`,
    ]);
    return 0;
  },
  async 'renew-server'(given, config) {
    const ca = await existingCa(config);
    const isNew = given.values['new-key'] === true;
    const now = new Date();
    const names = { dns: config.names, ips: config.addresses };
    await noted(config.dataDir, 'server.certificate-renewed', { ...names, newKey: isNew }, () =>
      ca.renewServer(names, { now, days: SERVER_DAYS }, isNew ? 'new' : 'same'),
    );
    // A running server takes its files up with the list.
    await ca.refreshCrl(now);
    const { spki, notAfter } = identityOf(readFileSync(join(config.dataDir, 'pki', 'server.crt'), 'utf8'));
    print(given, { pin: spki, notAfter }, [`Server certificate until ${notAfter}, pin ${spki}`]);
    return 0;
  },
  async crl(given, config) {
    const ca = await existingCa(config);
    await ca.refreshCrl(new Date());
    const pem = readFileSync(join(config.dataDir, 'pki', 'crl.pem'), 'utf8');
    print(given, { crl: pem }, [pem.trimEnd()]);
    return 0;
  },
  async certificate(given, config) {
    const { certificatePem } = await existingCa(config);
    print(given, { certificate: certificatePem }, [certificatePem.trimEnd()]);
    return 0;
  },
};

export const caCommand: CliCommand = {
  summary:
    "The center's CA: list certificates, revoke one by serial, renew the server's, print revocation list or CA certificate.",
  usage: 'list|revoke SERIAL [--reason R]|renew-server [--new-key]|crl|certificate [--data DIR] [--json]',
  options: {
    data: { type: 'string' },
    json: { type: 'boolean' },
    reason: { type: 'string' },
    'new-key': { type: 'boolean' },
  },
  run: async (given) => {
    const work = works[given.positionals[0] ?? ''];
    if (!work) throw usageError(`ca needs one of: ${Object.keys(works).join(', ')}`);
    return work(given, loadConfig(configOf(given)));
  },
};

/** The CA of the data folder. @throws CodedError `ca/none` */
function existingCa(config: Config): Promise<CenterCa> {
  demandCa(config);
  return openCa(config, new Date());
}

/** @throws CodedError `ca/none` where `center init` has not made a CA */
export function demandCa(config: Config): void {
  if (existsSync(join(config.dataDir, 'pki', 'ca.crt'))) return;
  throw new CodedError('ca/none', {
    zh: `${config.dataDir} 中没有中心 CA;请核对 --data,或先运行 center init`,
    en: `There is no center CA in ${config.dataDir}; check --data, or run center init first`,
  });
}

/** @throws CodedError `ca/reason` for a reason that RFC 5280 5.3.1 does not know */
function reasonOf({ values }: Given): RevocationReason {
  const text = values['reason'] ?? 'unspecified';
  const known = revocationReasons.find((reason) => reason === text);
  if (known) return known;
  throw new CodedError('ca/reason', {
    zh: `吊销原因「${String(text)}」无效;可用:${revocationReasons.join('、')}`,
    en: `The reason "${String(text)}" is unknown; use ${revocationReasons.join(', ')}`,
  });
}
