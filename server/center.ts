import type { Logger } from 'pino';
import type { WorkCalendar } from '../shared/calendar/workCalendar.ts';
import type { RuleSet } from '../shared/rules/rule.ts';
import type { Pool } from './db/database.ts';
import type { AccessPolicy } from './access/policy.ts';
import type { CenterCa } from './pki/store.ts';
import type { Vault } from './secrets/vault.ts';

/** Everything one server process works with; made once in `main.ts`, passed down, never global. */
export interface Center {
  readonly pool: Pool;
  readonly vault: Vault;
  /** The center's own CA, unlocked; only a running server has it. */
  readonly ca?: CenterCa;
  readonly rules: RuleSet;
  readonly calendar: WorkCalendar;
  readonly log: Logger;
  /** UTC instant, ISO 8601 with milliseconds. */
  readonly now: () => string;
  readonly newId: () => string;
  /** Division code of the center's area, part of every number it hands out. */
  readonly area: string;
  readonly access: AccessPolicy;
  /** The center holds fictional data: documentation address ranges pass. */
  readonly sample: boolean;
  /** Called after the commit of an act that leaves the system something to do today, such as a filing due at once. */
  readonly onWorkForSystem: () => void;
}
