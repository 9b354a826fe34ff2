import type { AccountState } from '../../shared/domain/account/state.ts';
import { bureauFields } from '../../shared/domain/testing/units.ts';
import type { ObjectType } from '../../shared/domain/objectType.ts';
import type { Actor } from '../../shared/log/event.ts';
import type { JsonObject } from '../../shared/log/patch.ts';
import { actorOf } from '../../server/access/session.ts';
import type { Center } from '../../server/center.ts';
import { execute, type Outcome } from '../../server/log/execute.ts';
import { note } from '../../server/log/note.ts';
import { Reader } from '../../server/log/reader.ts';
import type { CenterCa } from '../../server/pki/store.ts';
import { openRoleAccounts, rolePersons } from '../../server/setup/roleAccounts.ts';
import { act } from '../../server/setup/systemAct.ts';

const source = { ip: '10.1.2.3', certificate: null, session: null, client: 'bench' } as const;
const FILINGS = 200;

/** Who acts on what in the mix. */
export interface Cast {
  readonly unit: string;
  /** Account that is suspended and enabled. */
  readonly account: string;
  readonly filings: readonly string[];
  readonly people: Readonly<Record<'C1' | 'C2' | 'P1' | 'P2', Actor>>;
}

/** A center with one unit, its role accounts and some filings. */
export async function populate(center: Center, ca: CenterCa): Promise<Cast> {
  const unit = center.newId();
  await act(center, { type: 'unit', id: unit, act: 'enter', input: bureauFields });
  const accounts = await openRoleAccounts(center, ca, unit, rolePersons);
  const reader = new Reader(center.pool);
  const person = async (role: string): Promise<Actor> => {
    const id = accounts.find((one) => one.role === role)?.account.id ?? '';
    const state: AccountState = await reader.load('account', id);
    return actorOf(center, state);
  };
  const people = {
    C1: await person('C1'),
    C2: await person('C2'),
    P1: await person('P1'),
    P2: await person('P2'),
  };
  for (const actor of Object.values(people))
    await note(center, {
      category: 'sign-in',
      event: 'session.open',
      result: 'done',
      actor,
      source,
      requestId: center.newId(),
    });
  const filings: string[] = [];
  for (let i = 0; i < FILINGS; i += 1) {
    const id = center.newId();
    filings.push(id);
    const input = { name: '陈样一', unit, department: '办公室', effectiveDate: '2027-03-01' };
    await act(center, { type: 'staffFiling', id, act: 'enter', input }, people.C1);
  }
  const account = accounts.find((one) => one.role === 'DIR')?.account.id ?? '';
  const factors = { ipAllow: ['10.1.0.0/16'], commitmentSigned: true };
  await act(center, { type: 'account', id: account, act: 'factors', input: factors, rev: 1 });
  return { unit, account, filings, people };
}

interface Asked {
  readonly type: ObjectType;
  readonly id: string;
  readonly act: string;
  readonly input: JsonObject;
  readonly reason?: string;
}

/** Does acts as requests do: at the present revision, with an idempotency key. */
export class Mix {
  readonly #center: Center;
  readonly #cast: Cast;
  readonly #revs = new Map<string, number>();
  #round = 0;
  acts = 0;

  constructor(center: Center, cast: Cast) {
    this.#center = center;
    this.#cast = cast;
  }

  /** Seven acts: suspend, propose to enable, approve that, change the unit, edit three filings. */
  async round(): Promise<void> {
    const { account, unit, filings, people } = this.#cast;
    this.#round += 1;
    const n = this.#round;
    const until = `${Number(this.#center.now().slice(0, 4)) + 1}-01-31`;
    await this.#do(people.P1, {
      type: 'account',
      id: account,
      act: 'suspend',
      input: { cause: 'incident', until },
      reason: '安全事件处置',
    });
    const opened = await this.#do(people.P1, {
      type: 'account',
      id: account,
      act: 'enable',
      input: { proof: `整改报告 ${n}` },
      reason: '原因已消除',
    });
    const approved = { type: 'case', id: opened.caseId ?? '', act: 'approve' } as const;
    this.#revs.set(approved.id, 1);
    await this.#do(people.P2, { ...approved, input: { digest: opened.digest } });
    // The approval has enabled the account.
    this.#revs.set(account, (this.#revs.get(account) ?? 0) + 1);
    await this.#do(people.C1, { type: 'unit', id: unit, act: 'change', input: { remarks: `第 ${n} 次` } });
    for (let i = 0; i < 3; i += 1) {
      const id = filings[(n * 3 + i) % filings.length] ?? '';
      await this.#do(people.C1, {
        type: 'staffFiling',
        id,
        act: 'edit',
        input: { duties: `审核本单位网站信息 ${n}` },
      });
    }
  }

  async #do(actor: Actor, { reason, ...command }: Asked): Promise<Outcome> {
    const outcome = await execute(this.#center, {
      command: { ...command, reason: reason ?? null },
      secrets: [],
      secretFindings: [],
      actor,
      source,
      requestId: this.#center.newId(),
      rev: this.#revs.get(command.id) ?? (await this.#rev(command.type, command.id)),
      key: this.#center.newId(),
    });
    this.#revs.set(
      command.id,
      outcome.kind === 'done' ? outcome.state.rev : (this.#revs.get(command.id) ?? 0),
    );
    this.acts += 1;
    return outcome;
  }

  async #rev(type: ObjectType, id: string): Promise<number> {
    const { rev } = await new Reader(this.#center.pool).load(type, id);
    return rev;
  }
}
