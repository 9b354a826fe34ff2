import type { MethodOutput } from '../../../shared/bridge/contract.ts';
import { wallTime } from '../../../shared/calendar/wallTime.ts';
import type { Words } from '../../locales/text.ts';
import type { Gate } from './lights.tsx';

/** What stands in the report beside the lights; each part may still be on its way. */
interface Workstation {
  readonly info: MethodOutput<'host.info'> | undefined;
  readonly certificates: MethodOutput<'certificates.list'> | undefined;
}

/** The check as plain text, for whoever is to help: program, profile, server, certificate, then one line a light. */
export function gateReport(gate: Gate, { info, certificates = [] }: Workstation, words: Words): string {
  const { t, say } = words;
  const when = gate.checkedAt ? t('gate.checkedAt', { at: wallTime(gate.checkedAt) }) : t('gate.never');
  const lights = gate.lights.map(
    ({ name, state, cause, remedy }) =>
      `${t(`gate.${name}`)}: ${t(`gate.${state}`)} · ${say(cause)}${remedy ? ` · ${say(remedy)}` : ''}`,
  );
  const active = certificates.find((one) => one.active);
  return [
    `${t('app.name')} · ${t('gate.title')} · ${when}`,
    ...(info ? infoLines(info, words) : []),
    ...(active
      ? [
          t('gate.reportCertificate', {
            account: active.accountNo,
            fingerprint: active.fingerprint,
            at: wallTime(active.validTo),
          }),
        ]
      : []),
    ...lights,
  ].join('\n');
}

function infoLines(info: MethodOutput<'host.info'>, { t }: Words): readonly string[] {
  const { version, profile, profileId, server, contact } = info;
  return [
    t('gate.reportClient', { version }),
    ...(profileId === null
      ? []
      : [t('gate.reportProfile', { name: profile, id: profileId }), t('gate.reportServer', { server })]),
    ...(contact === null ? [] : [t('gate.contact', { contact })]),
  ];
}
