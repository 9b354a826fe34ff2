import { Agent, request } from 'node:https';
import { Codes } from '../tour/codes.ts';
import type { MadeCenter, SignInKit } from './setUp.ts';

/** One answer of the API. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** Revision and idempotency key of a write. */
export interface WriteHeaders {
  readonly rev?: number;
  readonly key?: string;
}

/** A person's connection to whichever server listens now. */
export class Client {
  readonly kit: SignInKit;
  readonly #agent: Agent;
  readonly #codes: Codes;
  readonly #port: () => number;
  #token: string;

  /** @param port where to send the next request */
  constructor(center: MadeCenter, kit: SignInKit, port: () => number, token = '') {
    this.kit = kit;
    this.#port = port;
    this.#token = token;
    this.#codes = new Codes(kit.seed);
    this.#agent = new Agent({
      keepAlive: true,
      ca: center.ca,
      cert: kit.cert,
      key: kit.key,
      servername: 'localhost',
    });
  }

  /** Signs in and proves presence, so that the acts that need it can be sent at once. */
  async signIn(): Promise<void> {
    const { password } = this.kit;
    const opened = await this.send('POST', '/v1/session', { password, code: await this.#codes.next() });
    const { token } = opened.body;
    this.#token = typeof token === 'string' ? token : '';
    const stepUp = await this.send('POST', '/v1/session/step-up', { code: await this.#codes.next() });
    if (stepUp.status !== 200) throw new Error(`sign-in failed: ${JSON.stringify([opened, stepUp])}`);
  }

  /** The same person with the same session on another server. */
  on(center: MadeCenter, port: () => number): Client {
    return new Client(center, this.kit, port, this.#token);
  }

  /** One act over the API. @throws Error of the socket when the outcome stays unknown */
  act(type: string, id: string, act: string, body: object, headers: WriteHeaders = {}): Promise<Answer> {
    return this.send('POST', `/v1/${type}/${id}/${act}`, body, {
      ...(headers.rev !== undefined && { 'if-match': String(headers.rev) }),
      ...(headers.key !== undefined && { 'idempotency-key': headers.key }),
    });
  }

  send(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const payload = body === undefined ? '' : JSON.stringify(body);
      const sent = request({
        host: '127.0.0.1',
        port: this.#port(),
        method,
        path,
        agent: this.#agent,
        headers: {
          ...(this.#token !== '' && { authorization: `Bearer ${this.#token}` }),
          ...(body !== undefined && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(payload),
          }),
          ...headers,
        },
      });
      sent.once('error', reject);
      sent.once('response', (response) => {
        const parts: Buffer[] = [];
        response.once('error', reject);
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: JSON.parse(Buffer.concat(parts).toString('utf8') || '{}'),
          }),
        );
      });
      sent.end(payload);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Everyone of a role, signed in. */
export async function signIn(
  center: MadeCenter,
  role: SignInKit['role'],
  port: () => number,
): Promise<Client> {
  const kit = center.people.find((person) => person.role === role);
  if (!kit) throw new Error(`nobody has the role ${role}`);
  const client = new Client(center, kit, port);
  await client.signIn();
  return client;
}
