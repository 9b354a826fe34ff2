import { appRoles, excludedPairs, type ActorRole } from '../access/roles.ts';
import type { Text } from '../text.ts';
import type { Act, ObjectDef, ObjectState } from './object.ts';
import { objectDefs } from './registry.ts';

type AnyAct = Act<ObjectState, unknown>;
type AnyDef = ObjectDef<ObjectState, unknown>;

const both = ({ zh, en }: Text): string => `${zh}<br>${en}`;
const codes = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(' ');
const rolesOf = (roles: readonly ActorRole[]): string => roles.join(', ');
const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

function target({ to }: AnyAct): string {
  if (to === 'same') return 'same';
  return typeof to === 'string' ? codes([to]) : `one of ${codes(to)}`;
}

/** Who else has to agree, and when. */
function approval({ approve, approvers, afterReview }: AnyAct): string {
  const parts = [
    ...(approvers ? [rolesOf(approvers)] : []),
    ...(approve && !approvers ? ['depends on what it changes'] : []),
    ...(afterReview ? [`afterwards ${rolesOf(afterReview)}${approve ? ', where it ran at once' : ''}`] : []),
  ];
  return parts.length === 0 ? 'none' : parts.join('; ');
}

function actRow([name, act]: readonly [string, AnyAct]): string {
  return row([
    `\`${name}\`<br>${both(act.label)}`,
    codes(act.from),
    target(act),
    rolesOf(act.roles),
    approval(act),
    act.reasonRequired ? 'yes' : '',
    act.dangerous ? 'yes' : '',
  ]);
}

function section(def: AnyDef): readonly string[] {
  return [
    `## ${def.label.zh} / ${def.label.en}`,
    '',
    `Object type \`${def.type}\`. Read by: ${rolesOf(def.readers)}.`,
    '',
    '| State | Name |',
    '| --- | --- |',
    ...Object.entries(def.states).map(([name, label]) => row([`\`${name}\``, both(label)])),
    '',
    '| Act | From | To | By | Approved by | Reason | Step-up |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...Object.entries(def.acts).map(actRow),
    '',
  ];
}

/** The tables of states and acts of every object as the Markdown page `docs/machines.md`. */
export function machinesPage(): string {
  return [
    '# States and acts',
    '',
    'Generated from `shared/domain/registry.ts` by `scripts/genMachines.ts`; do not edit.',
    '',
    'State `none` means that the object does not exist yet. An act with an approver becomes a case and runs when',
    'another person approves exactly the effect shown. *Step-up* needs a fresh one-time code.',
    'The server decides by these tables; screens only show what they allow.',
    '',
    '## Roles',
    '',
    '| Role | Name |',
    '| --- | --- |',
    ...Object.entries(appRoles).map(([role, label]) => row([role, both(label)])),
    row(['SYS', '系统（按规则自动办理）<br>The system, by rule']),
    '',
    `One person never holds together (R134): ${excludedPairs.map(([a, b]) => `${a} and ${b}`).join('; ')}.`,
    '',
    ...Object.values(objectDefs).flatMap(section),
  ].join('\n');
}
