import type { Rule } from '../rule.ts';
import { clusterRules } from './cluster.ts';
import { domainRules } from './domains.ts';
import { openingRules } from './opening.ts';
import { operationRules } from './operation.ts';
import { permissionRules } from './permissions.ts';
import { roleRules } from './roles.ts';
import { staffRules } from './staff.ts';

/** Every rule the program knows, in the order of their ids. */
export const catalogue: readonly Rule[] = [
  ...clusterRules,
  ...domainRules,
  ...openingRules,
  ...operationRules,
  ...permissionRules,
  ...roleRules,
  ...staffRules,
].toSorted((a, b) => (a.id < b.id ? -1 : 1));

const byId: ReadonlyMap<string, Rule> = new Map(catalogue.map((rule) => [rule.id, rule]));

/** The rule of an id, or null; the UI shows its clause behind a finding. */
export function ruleOf(id: string): Rule | null {
  return byId.get(id) ?? null;
}
