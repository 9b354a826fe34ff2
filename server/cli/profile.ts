import { createPublicKey, createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ProfileContent } from '../../shared/profile/signedProfile.ts';
import { loadConfig, type Config } from '../config.ts';
import { noted } from '../operatorNotes.ts';
import { replaceFile } from '../replaceFile.ts';
import { draftProfile, profileKeysOf, sourcesOf, type ProfileWishes } from '../setup/issueProfile.ts';
import { demandCa } from './ca.ts';
import { configOf, print, usageError, type CliCommand, type Given } from './command.ts';

type Work = (given: Given, config: Config) => Promise<number>;

/** Connection profiles (连接配置). They work on the center's files alone, beside a running server. */
const works: Readonly<Record<string, Work>> = {
  async issue(given, config) {
    const out = text(given, 'out');
    if (out === undefined) throw usageError('profile issue needs --out FILE');
    const file = out.endsWith('.egovprofile') ? out : `${out}.egovprofile`;
    const keys = await profileKeysOf(config);
    const draft = draftProfile(config, wishesOf(config, given));
    const { key, server } = draft;
    const facts = { key, host: server.host, port: server.port, pins: [...server.pins, ...server.nextPins] };
    await noted(config.dataDir, 'profile.issue', facts, async () =>
      replaceFile(file, await keys.issue(draft, new Date()), 0o644),
    );
    const { present } = keys.fingerprints;
    print(given, { file, fingerprint: present }, [
      `Profile written to ${file}. Workstations show the fingerprint of its key; publish it through another channel:`,
      grouped(present),
    ]);
    return 0;
  },
  async fingerprint(given, config) {
    const { present, next } = (await profileKeysOf(config)).fingerprints;
    const lines = [grouped(present), ...(next === null ? [] : [`next ${grouped(next)}`])];
    print(given, { present, next }, lines);
    return 0;
  },
  async 'next-key'(given, config) {
    const keys = await profileKeysOf(config);
    await noted(config.dataDir, 'profile.next-key', {}, () => keys.announce());
    const next = keys.fingerprints.next ?? '';
    print(given, { next }, [
      `Announced ${grouped(next)}`,
      'Issue every profile anew and hand it out; once all workstations have it, run: center profile switch-key',
    ]);
    return 0;
  },
  async 'switch-key'(given, config) {
    const keys = await profileKeysOf(config);
    await noted(config.dataDir, 'profile.switch-key', { to: keys.fingerprints.next }, () => keys.switchKey());
    const { present } = keys.fingerprints;
    print(given, { present }, [`Profiles are signed with ${grouped(present)} from now on.`]);
    return 0;
  },
};

export const profileCommand: CliCommand = {
  summary:
    "Issue a signed connection profile; print its key's fingerprint, announce a next key, switch to it.",
  usage: 'issue --out FILE [--host H] [--port N] [...]|fingerprint|next-key|switch-key [--data DIR] [--json]',
  options: {
    data: { type: 'string' },
    json: { type: 'boolean' },
    out: { type: 'string' },
    host: { type: 'string' },
    port: { type: 'string' },
    key: { type: 'string' },
    name: { type: 'string' },
    'center-name': { type: 'string' },
    'vpn-interface': { type: 'string' },
    'vpn-source': { type: 'string' },
    'next-pin': { type: 'string' },
    'minimum-client': { type: 'string' },
    'time-source': { type: 'string' },
    contact: { type: 'string' },
    'warn-days': { type: 'string' },
    certificates: { type: 'string' },
  },
  run: async (given) => {
    const work = works[given.positionals[0] ?? ''];
    if (!work) throw usageError(`profile needs one of: ${Object.keys(works).join(', ')}`);
    const config = loadConfig(configOf(given));
    demandCa(config);
    return work(given, config);
  },
};

function wishesOf(config: Config, given: Given): ProfileWishes {
  const key = text(given, 'key');
  const name = text(given, 'name');
  const centerName = text(given, 'center-name');
  const vpn = vpnOf(given);
  const pinned = text(given, 'next-pin');
  const contact = text(given, 'contact');
  return {
    ...(key !== undefined && { key }),
    ...(name !== undefined && { name }),
    ...(centerName !== undefined && { centerName }),
    ...(vpn && { vpn }),
    ...(contact !== undefined && { contact }),
    ...(pinned !== undefined && { nextPins: pinned.split(',').map(pinOf) }),
    certificates: certificatesOf(config, given),
    minimumClientVersion: text(given, 'minimum-client') ?? null,
    timeSource: text(given, 'time-source') ?? null,
  };
}

/** Interfaces and pool go together: the one without the other proves nothing. */
function vpnOf(given: Given): ProfileContent['vpn'] {
  const interfaces = text(given, 'vpn-interface')?.split(',');
  const sources = text(given, 'vpn-source')?.split(',');
  if (interfaces === undefined && sources === undefined) return undefined;
  if (interfaces === undefined || sources === undefined)
    throw usageError('--vpn-interface and --vpn-source go together');
  return { interfaces, sources };
}

function certificatesOf(config: Config, given: Given): ProfileContent['certificates'] {
  const wanted: readonly string[] = text(given, 'certificates')?.split(',') ?? sourcesOf(config);
  const sources = (['enrolment', 'file'] as const).filter((source) => wanted.includes(source));
  if (sources.length !== wanted.length) throw usageError('--certificates takes enrolment, file or both');
  return { warnDays: Number(text(given, 'warn-days') ?? 30), sources };
}

/** Pin of the key in a PEM file, which may hold a certificate or a public key. */
function pinOf(file: string): string {
  try {
    const der = createPublicKey(readFileSync(file, 'utf8')).export({ type: 'spki', format: 'der' });
    return createHash('sha256').update(der).digest('base64');
  } catch {
    throw usageError(`--next-pin: ${file} holds no certificate or public key in PEM`);
  }
}

/** In groups of four, as the client shows it. */
function grouped(fingerprint: string): string {
  return fingerprint.toUpperCase().replaceAll(/(.{4})(?=.)/g, '$1 ');
}

function text({ values }: Given, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}
