import type { Holding } from '../rule.ts';

/** Held by a check function of `shared/rules/checks`. */
export function byCheck(name: string): Holding {
  return { by: 'check', name };
}

/** Held by a deadline function of `shared/rules/checks`. */
export function byDeadline(name: string): Holding {
  return { by: 'deadline', name };
}

/** Held by something that is no function of the rule engine: a field, a closed list, a register, ... */
export function held(by: Exclude<Holding['by'], 'check' | 'deadline'>, zh: string, en: string): Holding {
  return { by, text: { zh, en } };
}
