import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { operations, type OperationId, type OperationOutput } from '../../shared/api/operations.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import { spkiPin } from '../services/certificates/identity.ts';
import { systemClock } from '../services/clock.ts';
import { createSessionStore } from '../services/credentials/sessionStore.ts';
import type { HostPorts } from '../services/ports.ts';
import { memoryKeyValues } from '../services/settings/keyValues.ts';
import { version } from '../services/version.ts';
import { recordingLogger } from './quiet.ts';
import { testAuthority, testServer, type TestCertificate, type TestServer } from './tlsFixtures.ts';

/** One request as the test center received it. */
interface Received {
  readonly op: OperationId;
  readonly input: Readonly<Record<string, unknown>>;
  readonly headers: IncomingMessage['headers'];
  /** SHA-256 of the certificate that was shown, hex; of nothing where none was. */
  readonly certificate: string;
  /** Resolves when the client has let go of the connection. */
  readonly closed: Promise<void>;
}

type Answerer = (received: Received) => unknown;

/** A center over real mutual TLS, whose answers a test sets one by one. */
export interface TestCenter {
  readonly received: Received[];
  /** Sets the answer of an operation; a thrown ProblemError is answered as problem details. */
  on<K extends OperationId>(
    op: K,
    answer: (received: Received) => OperationOutput<K> | Promise<OperationOutput<K>>,
  ): void;
  /** Leaves an operation without any answer. */
  hang(op: OperationId): void;
}

export interface Workstation {
  readonly folder: string;
  readonly center: TestCenter;
  readonly ports: HostPorts;
  readonly logLines: readonly string[];
  /** The center goes away while the workstation stays. */
  stopCenter(): Promise<void>;
  close(): Promise<void>;
}

const PASSPHRASE = '口令 correct horse';

/** A workstation folder with a profile, two certificates, and the center it points at. */
export async function createWorkstation(change: Partial<HostPorts> = {}): Promise<Workstation> {
  const folder = mkdtempSync(join(tmpdir(), 'egov-workstation-'));
  const ca = await testAuthority('市电子政务中心 CA');
  const own = await ca.issue({ name: 'center.test', use: 'server', dns: ['center.test'] });
  const answers = new Map<OperationId, Answerer>();
  const received: Received[] = [];
  const server = await testServer(own, ca.certificatePem, (request, response) => {
    void serve(request, response, answers, received);
  });
  const people = [
    { accountNo: 'BA-0001', displayName: '张三' },
    { accountNo: 'QX-0001', displayName: '王示三' },
  ];
  for (const { accountNo, displayName } of people) {
    const certificate = await ca.issue({ name: displayName, use: 'client' });
    writePkcs12(join(folder, `${accountNo}.p12`), certificate, PASSPHRASE);
  }
  writeFileSync(join(folder, 'pass.txt'), `${PASSPHRASE}\n`);
  writeFileSync(join(folder, 'ca.pem'), ca.certificatePem);
  writeFileSync(join(folder, 'profile.json'), JSON.stringify(profileOf(server, own, people)));
  const { lines, destination } = recordingLogger();
  return {
    folder,
    center: centerOf(answers, received),
    logLines: lines,
    ports: {
      host: 'loopback',
      version,
      profileDir: folder,
      dataDir: join(folder, 'data'),
      exportDir: join(folder, 'exports'),
      settings: memoryKeyValues(),
      logTo: destination,
      clock: systemClock,
      reveal: null,
      vault: null,
      secrets: createSessionStore(),
      ...change,
    },
    stopCenter: server.close,
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function profileOf(
  server: TestServer,
  own: TestCertificate,
  people: readonly { accountNo: string; displayName: string }[],
): Profile {
  return {
    version: 1,
    name: '常州市电子政务中心',
    area: '320400',
    server: {
      host: '127.0.0.1',
      port: server.port,
      servername: 'center.test',
      caFile: 'ca.pem',
      pins: [spkiPin(new X509Certificate(own.certificatePem))],
    },
    certificates: people.map((person) => ({
      file: `${person.accountNo}.p12`,
      passphraseFile: 'pass.txt',
      ...person,
    })),
  };
}

/** Writes a PKCS#12 file with OpenSSL, as an administrator would. */
export function writePkcs12(
  file: string,
  { certificatePem, keyPem }: TestCertificate,
  passphrase: string,
  options: readonly string[] = ['-keypbe', 'AES-256-CBC', '-certpbe', 'AES-256-CBC', '-macalg', 'sha256'],
): void {
  const pem = `${file}.pem`;
  writeFileSync(pem, `${certificatePem}\n${keyPem}`, { mode: 0o600 });
  execFileSync(
    'openssl',
    ['pkcs12', '-export', ...options, '-in', pem, '-out', file, '-passout', 'env:PASSPHRASE'],
    {
      env: { ...process.env, PASSPHRASE: passphrase },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  rmSync(pem);
}

function centerOf(answers: Map<OperationId, Answerer>, received: Received[]): TestCenter {
  const center: TestCenter = {
    received,
    on: (op, answer) => void answers.set(op, answer),
    hang: (op) => void answers.set(op, () => new Promise(() => undefined)),
  };
  center.on('gate.get', () => ({
    accepted: true,
    reason: null,
    sourceIp: '127.0.0.1',
    time: new Date().toISOString(),
    certificate: null,
    account: null,
    version,
  }));
  return center;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answers: ReadonlyMap<OperationId, Answerer>,
  received: Received[],
): Promise<void> {
  const url = new URL(request.url ?? '/', 'https://center.test');
  const match = operationOf(request.method ?? '', url.pathname);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString('utf8');
  const body: unknown = text === '' ? {} : JSON.parse(text);
  const closed = new Promise<void>((resolve) => response.once('close', () => resolve()));
  if (match === null || !(request.socket instanceof TLSSocket)) return send(response, 404, {});
  const input = {
    ...Object.fromEntries(url.searchParams),
    ...(typeof body === 'object' ? body : {}),
    ...match.params,
  };
  const certificate = createHash('sha256')
    .update(request.socket.getPeerCertificate().raw ?? '')
    .digest('hex');
  const call = { op: match.op, input, headers: request.headers, certificate, closed };
  received.push(call);
  try {
    const answer = answers.get(match.op);
    if (!answer) throw new ProblemError('request/not-found');
    send(response, 200, await answer(call));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    send(response, error.problem.status, error.problem);
  }
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

/** The operation of a request: literal paths win over ones with parts to fill. */
function operationOf(
  method: string,
  path: string,
): { op: OperationId; params: Record<string, string> } | null {
  const ids = Object.keys(operations).filter((op): op is OperationId => op in operations);
  const found = ids
    .filter((op) => operations[op].method === method)
    .map((op) => ({ op, match: patternOf(operations[op].path).exec(path) }))
    .filter(({ match }) => match !== null)
    .toSorted(
      (a, b) => Object.keys(a.match?.groups ?? {}).length - Object.keys(b.match?.groups ?? {}).length,
    )[0];
  return found ? { op: found.op, params: { ...found.match?.groups } } : null;
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}
