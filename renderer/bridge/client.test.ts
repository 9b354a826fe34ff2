import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../shared/errors/problem.ts';
import { fakeBridge } from '../testing/fakeBridge.ts';
import { createClient } from './client.ts';

async function codeOf(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => null,
    (thrown) => thrown,
  );
  return error instanceof ProblemError ? error.problem.code : String(error);
}

describe('the client', () => {
  it('throws a problem with its findings and request number', async () => {
    const bridge = fakeBridge({
      center: {
        'session.get': () => {
          throw new ProblemError('auth/session-ended', { requestId: 'r-1' });
        },
      },
    });
    const error: unknown = await createClient(bridge)
      .center('session.get', {})
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ problem: { code: 'auth/session-ended', requestId: 'r-1' } });
  });

  it('says so when an answer does not fit the contract, instead of drawing it', async () => {
    const bridge = fakeBridge();
    const odd = { ...bridge, call: async () => ({ ok: true as const, value: { nothing: true } }) };
    expect(await codeOf(createClient(odd).call('gate.get', {}))).toBe('bridge/invalid');
    expect(await codeOf(createClient(odd).center('session.get', {}))).toBe('center/contract-mismatch');
  });

  it('cancels the call at the host when its reader goes away', async () => {
    const cancelled: string[] = [];
    const asked: string[] = [];
    const bridge = {
      ...fakeBridge(),
      call: (_method: string, _input: unknown, { id }: { readonly id: string }) => {
        asked.push(id);
        return new Promise<never>(() => undefined);
      },
      cancel: (id: string) => cancelled.push(id),
    };
    const controller = new AbortController();
    void createClient(bridge).call('jobs.list', {}, { signal: controller.signal });
    controller.abort();
    expect(cancelled).toEqual(asked);
  });
});
