import { wallDay, wallTime } from '../../../shared/calendar/wallTime.ts';
import type { ProfileFacts } from '../../../shared/bridge/profiles.ts';
import type { TextKey, Words } from '../../locales/text.ts';

/** One line of what a profile says. */
interface FactLine {
  readonly label: TextKey;
  readonly values: readonly string[];
  /** Identifiers are shown letter by letter, fingerprints in groups to be compared by eye. */
  readonly kind: 'text' | 'code' | 'fingerprint';
}

const line = (label: TextKey, ...values: readonly string[]): FactLine => ({ label, values, kind: 'text' });
const code = (label: TextKey, ...values: readonly string[]): FactLine => ({ label, values, kind: 'code' });
const print = (label: TextKey, value: string): FactLine => ({ label, values: [value], kind: 'fingerprint' });

/** Everything a signed profile says, in the order a person checks it. */
export function factLines(facts: ProfileFacts, { t, join }: Words): readonly FactLine[] {
  const { server, vpn, certificates } = facts;
  const host = server.host.includes(':') ? `[${server.host}]` : server.host;
  return [
    line('profiles.f.center', facts.center),
    line('profiles.f.name', facts.name),
    line(
      'profiles.f.issued',
      t('profiles.f.issuedText', { serial: facts.serial, at: wallTime(facts.issuedAt) }),
    ),
    code('profiles.f.server', `${host}:${server.port}`),
    code('profiles.f.servername', server.servername),
    ...facts.authorities.flatMap(({ subject, validTo, fingerprint }) => [
      line('profiles.f.authority', t('profiles.f.authorityText', { subject, day: wallDay(validTo) })),
      print('profiles.f.authorityKey', fingerprint),
    ]),
    code('profiles.f.pins', ...server.pins),
    // What is not there stands as well: an update that takes it away has to show that.
    server.nextPins.length === 0
      ? line('profiles.f.nextPins', t('profiles.none'))
      : code('profiles.f.nextPins', ...server.nextPins),
    line(
      'profiles.f.vpn',
      vpn === null
        ? t('profiles.f.vpnNone')
        : t('profiles.f.vpnText', { interfaces: join(vpn.interfaces), sources: join(vpn.sources) }),
    ),
    line(
      'profiles.f.certificates',
      join([
        ...certificates.sources.map((source) => t(`profiles.f.${source}`)),
        t('profiles.f.warn', { days: certificates.warnDays }),
      ]),
    ),
    line('profiles.f.minimum', facts.minimumClientVersion ?? t('profiles.f.minimumNone')),
    line('profiles.f.time', facts.timeSource ?? t('profiles.f.timeNone')),
    line('profiles.f.contact', facts.contact ?? t('profiles.f.contactNone')),
    facts.nextKey === null
      ? line('profiles.f.nextKey', t('profiles.none'))
      : print('profiles.f.nextKey', facts.nextKey),
  ];
}
