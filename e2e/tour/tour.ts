import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../support/target.ts';
import type { TourCenter } from './center.ts';
import { makeFiction, type Fiction } from './fiction.ts';
import { Person } from './person.ts';

/** Everything the steps of one run share. */
export class Tour {
  readonly out: string;
  readonly center: TourCenter;
  readonly fiction: Fiction = makeFiction(Date.now());
  /** Words for later steps: numbers of cases and accounts as they were read off the screen. */
  readonly notes = new Map<string, string>();
  readonly #target: Target;
  readonly #people = new Map<string, Person>();
  #last: Person | null = null;
  #shots = 0;

  constructor(out: string, center: TourCenter, target: Target) {
    this.out = out;
    this.center = center;
    this.#target = target;
    mkdirSync(out, { recursive: true });
  }

  /** The person with the account, signed in; the window stays open for later steps. */
  async as(accountNo: string): Promise<Person> {
    const person = this.#people.get(accountNo) ?? (await this.atEntrance(accountNo));
    this.#last = person;
    if (await person.page.getByLabel('口令', { exact: true }).isVisible()) await person.signIn();
    return person;
  }

  /** The same, at the sign-in page. */
  async atEntrance(accountNo: string): Promise<Person> {
    const person = await Person.open(this.#target, this.center, accountNo);
    this.#people.set(accountNo, person);
    this.#last = person;
    return person;
  }

  /** The person's window as it is, whether signed in or not. */
  opened(accountNo: string): Person {
    const person = this.#people.get(accountNo);
    if (!person) throw new Error(`${accountNo} has no window yet`);
    this.#last = person;
    return person;
  }

  /** Account of the sample that has the role. */
  accountOf(role: string): string {
    const found = this.center.accounts.find((account) => account.role === role);
    if (!found) throw new Error(`The sample has no account with role ${role}`);
    return found.accountNo;
  }

  note(key: string): string {
    const value = this.notes.get(key);
    if (value === undefined) throw new Error(`No earlier step has noted ${key}`);
    return value;
  }

  /** Screenshot `NN-name.png`, without the message that is about to go. */
  async shot(person: Person, name: string): Promise<void> {
    this.#shots += 1;
    const file = `${String(this.#shots).padStart(2, '0')}-${name}.png`;
    await person.page.screenshot({ path: join(this.out, file), animations: 'disabled' });
  }

  /** What the last window shows, for a step that failed. */
  async evidence(step: number): Promise<string> {
    if (!this.#last) return '';
    const { page, pageErrors } = this.#last;
    await page.screenshot({ path: join(this.out, `failed-${String(step).padStart(2, '0')}.png`) });
    const text = await page.locator('body').innerText();
    writeFileSync(join(this.out, `failed-${String(step).padStart(2, '0')}.txt`), text);
    return [page.url().replace(/.*#/, '#'), ...pageErrors, text].join('\n');
  }

  /** Errors that any page has thrown. */
  pageErrors(): readonly string[] {
    return [...this.#people.values()].flatMap((person) => person.pageErrors);
  }

  async close(): Promise<void> {
    for (const person of this.#people.values()) await person.close();
  }
}
