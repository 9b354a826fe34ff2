import type { AppRole } from '../../../shared/access/roles.ts';
import type { AccountState } from '../../../shared/domain/account/state.ts';
import { caseOf } from '../../log/caseOf.ts';
import { objectDefs } from '../../../shared/domain/registry.ts';
import type { ObjectState } from '../../../shared/domain/object.ts';
import type { ObjectType } from '../../../shared/domain/objectType.ts';
import type { Actor } from '../../../shared/log/event.ts';
import { actorOf } from '../../access/session.ts';
import type { Center } from '../../center.ts';
import { tableOf } from '../../fold/tables.ts';
import type { Outcome } from '../../log/execute.ts';
import { note } from '../../log/note.ts';
import { Reader } from '../../log/reader.ts';
import { systemActor } from '../../log/systemActor.ts';
import { rolePersons } from '../roleAccounts.ts';
import { act } from '../systemAct.ts';
import { personOf, type Person } from './fiction.ts';
import type { Random } from './random.ts';
import type { Scans } from './scans.ts';
import type { Story, Timeline, Times } from './timeline.ts';

/** Who acts: a role, or the second filing clerk, who enters what the first one reviews. */
export type Part = AppRole | 'C1b';

/** An input as a story writes it; absent values are left out of the command. */
export type Input = Readonly<Record<string, unknown>>;

/** The sample center while its history is told: who acts, when, and on what. */
export class World {
  readonly center: Center;
  readonly random: Random;
  readonly times: Times;
  readonly timeline: Timeline;
  readonly scans: Scans;
  /** The real day the history ends on. */
  readonly lastDay: string;
  readonly #reader: Reader;
  readonly #actors = new Map<Part, string>();
  readonly #people = new Map<Part, Actor>();
  #persons = 0;
  #addresses = 0;

  constructor(given: {
    readonly center: Center;
    readonly random: Random;
    readonly times: Times;
    readonly timeline: Timeline;
    readonly scans: Scans;
    readonly lastDay: string;
  }) {
    this.center = given.center;
    this.random = given.random;
    this.times = given.times;
    this.timeline = given.timeline;
    this.scans = given.scans;
    this.lastDay = given.lastDay;
    this.#reader = new Reader(given.center.pool);
  }

  /** The clerk who files for a unit, once it has one. */
  readonly clerks = new Map<string, string>();

  /** Who enters a unit's records: its own clerk, or the center's second clerk from paper. */
  async entererOf(unit: string): Promise<Actor> {
    const clerk = this.clerks.get(unit);
    return clerk === undefined ? this.person('C1b') : this.actor(clerk);
  }

  /** From now on the role's acts are done by this account. */
  cast(role: Part, accountId: string): void {
    this.#actors.set(role, accountId);
  }

  isCast(role: Part): boolean {
    return this.#actors.has(role);
  }

  /** The person of a part as a session opened now would carry them. @throws Error when nobody is cast for it */
  async person(role: Part): Promise<Actor> {
    const known = this.#people.get(role);
    if (known) return known;
    const id = this.#actors.get(role);
    if (id === undefined) throw new Error(`nobody is cast as ${role}`);
    const actor = await this.actor(id);
    // The accounts of the roles stay as they were installed, so who they are need not be read again.
    this.#people.set(role, actor);
    return actor;
  }

  async actor(accountId: string): Promise<Actor> {
    const account: AccountState = await this.load('account', accountId);
    return actorOf(this.center, account);
  }

  load(type: ObjectType, id: string): Promise<ObjectState> {
    return this.#reader.load(type, id);
  }

  /** The only object whose list column has the value; null when there is none. */
  async find(type: ObjectType, column: string, value: string): Promise<ObjectState | null> {
    const [found] = await this.#reader.findBy(type, column, [value], 1);
    return found ?? null;
  }

  newId(): string {
    return this.center.newId();
  }

  /** One act through the write path, by somebody who is entitled to it. @throws ProblemError with every finding */
  async act(
    by: Part | 'SYS' | Actor,
    type: ObjectType,
    id: string,
    name: string,
    input: Input = {},
    reason?: string,
  ): Promise<Outcome> {
    const actor = by === 'SYS' ? systemActor : typeof by === 'string' ? await this.person(by) : by;
    const roles = objectDefs[type].acts[name]?.roles ?? [];
    if (!roles.some((role) => actor.roles.includes(role)))
      throw new Error(`${actor.accountNo} (${actor.roles.join(', ')}) may not ${type}.${name}`);
    const { rev } = await this.load(type, id);
    return act(
      this.center,
      { type, id, act: name, input, ...(reason !== undefined && { reason }), rev },
      actor,
    );
  }

  /** Approves the case an act became, bound to the digest that was seen. */
  async approve(by: AppRole, proposed: Outcome): Promise<Outcome> {
    if (proposed.caseId === null || proposed.digest === null)
      throw new Error('nothing was proposed, so nothing can be approved');
    return this.act(by, 'case', proposed.caseId, 'approve', { digest: proposed.digest });
  }

  /** Turns a case down with a coded reason (`sendBack`, `refuse`). */
  async turnDown(
    by: AppRole,
    proposed: Outcome,
    how: 'sendBack' | 'refuse',
    code: string,
    text: string,
  ): Promise<void> {
    if (proposed.caseId === null) throw new Error('nothing was proposed, so nothing can be turned down');
    await this.act(by, 'case', proposed.caseId, how, { code, text });
  }

  /** Confirms the after-review that the last act on an object opened. */
  async confirm(by: AppRole, objectId: string): Promise<void> {
    const { rows } = await this.center.pool.query<{ id: string }>(
      `SELECT id FROM ${tableOf('case')} WHERE "c_objectId" = $1 AND "c_kind" = 'after-review' AND state = 'open' ORDER BY seq DESC LIMIT 1`,
      [objectId],
    );
    for (const { id } of rows) {
      const { digest } = caseOf(await this.load('case', id));
      await this.act(by, 'case', id, 'confirm', { digest });
    }
  }

  /** A line of the log that somebody signed in. */
  async signIn(accountId: string): Promise<void> {
    await note(this.center, {
      category: 'sign-in',
      event: 'session.open',
      result: 'done',
      actor: await this.actor(accountId),
      source: {
        ip: `10.1.${this.random.int(1, 60)}.${this.random.int(2, 250)}`,
        certificate: null,
        session: this.newId(),
        client: null,
      },
      requestId: this.newId(),
    });
  }

  /** Begins another story at an instant. */
  tell(at: number, story: Story): void {
    this.timeline.add(at, story);
  }

  nextPerson(): Person {
    for (;;) {
      const person = personOf(this.#persons);
      this.#persons += 1;
      if (!rolePersons.some((held) => held.name === person.name || held.idNumber === person.idNumber))
        return person;
    }
  }

  /** A documentation address (RFC 5737) that was not used before. */
  nextAddress(): string {
    const nets = ['203.0.113', '198.51.100', '192.0.2'];
    const serial = this.#addresses;
    this.#addresses += 1;
    return `${nets[Math.floor(serial / 245) % nets.length]}.${10 + (serial % 245)}`;
  }
}
