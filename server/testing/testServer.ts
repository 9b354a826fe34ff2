import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Center } from '../center.ts';
import { listen } from '../http/listen.ts';
import type { AccessPolicy } from '../access/policy.ts';
import type { AppRole } from '../../shared/access/roles.ts';
import { parsePkcs12 } from '../pki/pkcs12.ts';
import { createCenterCa, type CenterCa } from '../pki/store.ts';
import { Trust, type TrustSettings } from '../pki/trust.ts';
import { currentTotp } from '../secrets/totp.ts';
import type { Enrolment } from '../setup/enrolAccount.ts';
import { installRoleAccounts, rolePersons, type RolePerson } from '../setup/roleAccounts.ts';
import { act } from '../setup/systemAct.ts';
import { bureauFields } from '../../shared/domain/testing/units.ts';
import { openTestCenter, type TestCenter } from './testCenter.ts';

/** Certificate and key a client shows; absent for a client without one. */
interface Shown {
  readonly cert: string;
  readonly key: string;
}

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** A real HTTPS server over a real database, with the role accounts installed. */
export interface TestServer extends TestCenter {
  readonly port: number;
  readonly healthPort: number | null;
  readonly trust: Trust;
  readonly pkiDir: string;
  readonly ca: CenterCa;
  readonly unitId: string;
  readonly people: Readonly<Record<string, Enrolment & Shown>>;
  /** Sends one request as a client that shows this certificate. */
  call(
    shown: Shown | null,
    method: string,
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** Signs in and returns a caller that carries the session. */
  signIn(
    role: AppRole,
  ): Promise<
    (method: string, path: string, body?: object, headers?: Record<string, string>) => Promise<Answer>
  >;
}

interface TestServerOptions {
  /** Whom the listener believes, beside its own CA. */
  readonly trust?: (pkiDir: string) => Omit<TrustSettings, 'pkiDir'>;
  readonly health?: { readonly host: string; readonly port: number };
  /** Nobody has an account yet: the center waits to be set up. */
  readonly empty?: boolean;
  /** Whose accounts are installed; each costs a password hash and a certificate. Everybody's where absent. */
  readonly roles?: readonly AppRole[];
}

export async function openTestServer(
  access: Partial<AccessPolicy> = {},
  options: TestServerOptions = {},
): Promise<TestServer> {
  const test = await openTestCenter(new Date().toISOString(), access);
  const pkiDir = mkdtempSync(join(tmpdir(), 'center-pki-'));
  const close = async () => {
    await test.close();
    rmSync(pkiDir, { recursive: true, force: true });
  };
  try {
    return await openOn({ ...test, close }, pkiDir, options);
  } catch (error) {
    await close();
    throw error;
  }
}

async function openOn(test: TestCenter, pkiDir: string, options: TestServerOptions): Promise<TestServer> {
  const ca = await createCenterCa(pkiDir, {
    name: 'Test CA',
    passphrase: 'correct horse',
    server: { dns: ['localhost'], ips: ['127.0.0.1'] },
    now: new Date(),
  });
  const trust = new Trust({ ...options.trust?.(pkiDir), pkiDir });
  const unitId = test.center.newId();
  const isEmpty = options.empty === true;
  if (!isEmpty) await act(test.center, { type: 'unit', id: unitId, act: 'enter', input: bureauFields });
  const { roles } = options;
  const persons = rolePersons.filter(({ role }) => roles === undefined || roles.includes(role));
  const people = isEmpty ? {} : await openPeople(test.center, ca, unitId, persons);
  // Certificates of a CA that the listener does not take would be of no use.
  const center = trust.settings.builtIn === false ? test.center : { ...test.center, ca };
  const server = await listen(center, trust, { host: '127.0.0.1', port: 0 }, options.health ?? null);
  const call: TestServer['call'] = (shown, method, path, body, headers = {}) =>
    send(server.port, ca.certificatePem, shown, method, path, body, headers);
  return {
    ...test,
    port: server.port,
    healthPort: server.healthPort,
    trust,
    pkiDir,
    ca,
    unitId,
    people,
    call,
    signIn: (role) => signIn(test, people[role], role, call),
    close: async () => {
      await server.close();
      await test.close();
    },
  };
}

async function signIn(
  { center }: TestCenter,
  person: (Enrolment & Shown) | undefined,
  role: AppRole,
  call: TestServer['call'],
): ReturnType<TestServer['signIn']> {
  if (!person) throw new Error(`no sample person has the role ${role}`);
  const opened = await call(person, 'POST', '/v1/session', {
    password: person.password,
    code: currentTotp(person.seed, new Date(center.now())),
  });
  if (opened.status !== 200) throw new Error(`sign-in failed: ${JSON.stringify(opened.body)}`);
  const authorization = `Bearer ${String(opened.body['token'])}`;
  return (method, path, body, headers = {}) =>
    call(person, method, path, body, { authorization, ...headers });
}

/** The role accounts with their certificates; the second person of a role goes by the role's name and 2: `C12`. */
async function openPeople(
  center: Center,
  ca: CenterCa,
  unitId: string,
  persons: readonly RolePerson[],
): Promise<TestServer['people']> {
  const people: Record<string, Enrolment & Shown> = {};
  for (const [i, enrolment] of (await installRoleAccounts(center, ca, unitId, persons)).entries()) {
    const parsed = await parsePkcs12(enrolment.pkcs12, enrolment.passphrase);
    const role = persons[i]?.role ?? '';
    people[role in people ? `${role}2` : role] = {
      ...enrolment,
      cert: parsed.certificatePem,
      key: parsed.keyPem,
    };
  }
  return people;
}

function send(
  port: number,
  ca: string,
  shown: Shown | null,
  method: string,
  path: string,
  body: object | undefined,
  headers: Record<string, string>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const payload = body === undefined ? '' : JSON.stringify(body);
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        ca,
        servername: 'localhost',
        agent: false,
        ...(shown && { cert: shown.cert, key: shown.key }),
        headers: {
          ...(body !== undefined && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(payload),
          }),
          ...headers,
        },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: JSON.parse(Buffer.concat(parts).toString('utf8') || '{}'),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(payload);
  });
}
