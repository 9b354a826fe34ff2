import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import type { Answer, Client } from './client.ts';
import type { MadeCenter } from './setUp.ts';

const outcomeSchema = z.object({
  seq: z.int(),
  caseId: z.string().nullable(),
  digest: z.string().nullable(),
  state: z.looseObject({ id: z.string(), rev: z.int() }),
});
type Outcome = z.infer<typeof outcomeSchema>;

/** An act the server has said was carried out. */
export interface Acknowledged {
  readonly key: string;
  readonly event: string;
  /** The line that changed the object itself; a proposal's is the opening of its case. */
  readonly objectId: string;
  readonly rev: number;
  /** Last line of the act's transaction. */
  readonly seq: number;
  /** Lines the act writes: itself, what it carries out, the case it opens. */
  readonly lines: number;
}

/** What the writers of one test share. */
export interface Script {
  readonly center: MadeCenter;
  readonly clients: { readonly clerk: Client; readonly reviewer: Client; readonly manager: Client };
  readonly acknowledged: Acknowledged[];
  /** Answers that left the outcome open and made the writer ask again with the same key. */
  readonly unknown: Map<string, number>;
  stopped: boolean;
}

/** Writes until stopped: three people at once, each act asked again with its key until the server has answered it. */
export async function write(script: Script): Promise<void> {
  await Promise.all([fileStaff(script), changeUnit(script), suspend(script)]);
}

/** Enters a filing and edits it twice, again and again. */
async function fileStaff(script: Script): Promise<void> {
  const { clients, center } = script;
  for (let n = 1; !script.stopped; n += 1) {
    const id = randomUUID();
    const entered = { name: '陈样一', unit: center.unitId, department: '办公室' };
    await ask(script, clients.clerk, 'staffFiling', id, 'enter', { input: entered }, null, 1);
    for (let rev = 1; rev <= 2; rev += 1) {
      const input = { duties: `第 ${n}-${rev} 稿` };
      await ask(script, clients.clerk, 'staffFiling', id, 'edit', { input }, rev, 1);
    }
  }
}

/** Changes the unit's contact at once and its leader through a case that another person approves. */
async function changeUnit(script: Script): Promise<void> {
  const { clients, center } = script;
  const id = center.unitId;
  const leaders = ['王示三', '李样二'];
  let rev = 1;
  for (let n = 1; !script.stopped; n += 1) {
    const contact = { remarks: `第 ${n} 次` };
    rev = (await ask(script, clients.clerk, 'unit', id, 'change', { input: contact }, rev, 1)).state.rev;
    const leader = { mainLeader: leaders[n % 2] };
    const opened = await ask(script, clients.clerk, 'unit', id, 'change', { input: leader }, rev, 1);
    const body = { input: { digest: opened.digest } };
    await ask(script, clients.reviewer, 'case', opened.caseId ?? '', 'approve', body, 1, 2);
    rev += 1;
  }
}

/** Suspends the director's account, which opens an after-review case each time. */
async function suspend(script: Script): Promise<void> {
  const { clients, center } = script;
  const id = center.people.find((person) => person.role === 'DIR')?.accountId ?? '';
  const until = `${new Date().getFullYear() + 1}-01-31`;
  for (let rev = 1; !script.stopped; rev += 1) {
    const body = { input: { cause: 'incident', until }, reason: '安全事件处置' };
    await ask(script, clients.manager, 'account', id, 'suspend', body, rev, 2);
  }
}

async function ask(
  script: Script,
  client: Client,
  type: string,
  id: string,
  act: string,
  body: object,
  rev: number | null,
  lines: number,
): Promise<Outcome> {
  const key = randomUUID();
  const headers = { key, ...(rev !== null && { rev }) };
  const answer = await answered(script, () => client.act(type, id, act, body, headers));
  if (answer.status !== 200) throw new Error(`${type}.${act}: ${JSON.stringify(answer)}`);
  const outcome = outcomeSchema.parse(answer.body);
  const opened = outcome.caseId !== null;
  script.acknowledged.push({
    key,
    event: opened ? 'case.open' : `${type}.${act}`,
    objectId: outcome.caseId ?? id,
    rev: opened ? 1 : outcome.state.rev,
    seq: outcome.seq,
    lines,
  });
  return outcome;
}

/** Asks until an answer comes that is not about the server's or the database's health. */
async function answered(script: Script, send: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await send().catch((error: unknown) => {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'socket';
      return { status: 0, body: { code } };
    });
    if (answer.status !== 0 && answer.status !== 503) return answer;
    const cause = String(answer.body['code']);
    script.unknown.set(cause, (script.unknown.get(cause) ?? 0) + 1);
    await delay(50);
  }
}
