import type { Options } from '../domain/options.ts';
import { refuse, type Finding } from '../rules/finding.ts';

/** Roles of the people who use this program (domain.md 4.1). */
export const appRoles = {
  SA: { zh: '系统管理员', en: 'System administrator' },
  SEC: { zh: '安全管理员', en: 'Security administrator' },
  AUD: { zh: '安全审计员', en: 'Auditor' },
  P1: { zh: '权限管理员', en: 'Permission manager' },
  P2: { zh: '权限复核员', en: 'Permission reviewer' },
  C1: { zh: '中心备案员', en: 'Filing clerk' },
  C2: { zh: '中心复核员', en: 'Filing reviewer' },
  DIR: { zh: '中心负责人', en: 'Center director' },
  U: { zh: '单位经办人', en: 'Unit clerk' },
  INS: { zh: '主管单位检查员', en: 'Supervising inspector' },
} as const satisfies Options;

export type AppRole = keyof typeof appRoles;

/** `SYS` is the scheduler; it acts by rule, never by a person's choice. */
export type ActorRole = AppRole | 'SYS';

/** Pairs one person may never hold together on one server (三员分立, domain.md 4.1). */
export const excludedPairs: readonly (readonly [AppRole, AppRole])[] = [
  ['SA', 'SEC'],
  ['SA', 'AUD'],
  ['SEC', 'AUD'],
  ['P1', 'AUD'],
  ['P2', 'AUD'],
  ['P1', 'SA'],
  ['P2', 'SA'],
  ['C1', 'AUD'],
  ['C2', 'AUD'],
];

/** One finding for each excluded pair among the roles of one person (R134). */
export function checkRoleExclusion(roles: ReadonlySet<string>, place: string): readonly Finding[] {
  return excludedPairs
    .filter(([a, b]) => roles.has(a) && roles.has(b))
    .map(([a, b]) =>
      refuse('access/excluded-roles', 'R134', place, {
        zh: `同一人不得兼任${appRoles[a].zh}与${appRoles[b].zh}(三员分立);请改由另一人担任其中之一`,
        en: `One person may not be both ${appRoles[a].en} and ${appRoles[b].en}; let another person hold one of them`,
      }),
    );
}
