import { describe, expect, it } from 'vitest';
import { openGate } from '../testing/fakeBridge.ts';
import { socketBridge, type Socket } from './socketBridge.ts';

/** The host's end of a socket that lives in memory. */
interface HostEnd {
  readonly socket: Socket;
  readonly got: unknown[];
  say(message: unknown): void;
}

function hosts() {
  const ends: HostEnd[] = [];
  const connect = (): Socket => {
    const got: unknown[] = [];
    const socket: Socket = {
      send: (text) => got.push(JSON.parse(text)),
      onopen: null,
      onmessage: null,
      onclose: null,
    };
    ends.push({ socket, got, say: (message) => socket.onmessage?.({ data: JSON.stringify(message) }) });
    return socket;
  };
  const end = (index: number): HostEnd => {
    const found = ends[index];
    if (!found) throw new Error(`no connection ${index}`);
    return found;
  };
  return { ends, connect, end };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('the bridge over a socket', () => {
  it('shows its token first and asks nothing before the host is ready', async () => {
    const { connect, end } = hosts();
    const bridge = socketBridge(connect, 'secret');
    const answer = bridge.call('gate.get', {}, { id: 'a' });
    end(0).socket.onopen?.();
    expect(end(0).got).toEqual([{ hello: 'secret' }]);
    end(0).say({ ready: true });
    expect(end(0).got[1]).toEqual({ id: 'a', method: 'gate.get', input: {} });
    end(0).say({ id: 'a', answer: { ok: true, value: 7 } });
    expect(await answer).toEqual({ ok: true, value: 7 });
  });

  it('answers every pending call with host-lost when the socket goes, and closes the gate on the screen', async () => {
    const { connect, end } = hosts();
    const bridge = socketBridge(connect, 't', () => 0);
    const gates: unknown[] = [];
    bridge.on('gate', (gate) => gates.push(gate));
    end(0).say({ ready: true });
    const calls = [bridge.call('gate.get', {}, { id: 'a' }), bridge.call('jobs.list', {}, { id: 'b' })];
    end(0).socket.onclose?.(1006);
    for (const answer of await Promise.all(calls))
      expect(answer).toMatchObject({ ok: false, problem: { code: 'bridge/host-lost' } });
    expect(gates).toMatchObject([{ open: false }]);
  });

  it('connects again and tells the true gate and session', async () => {
    const { connect, ends, end } = hosts();
    const bridge = socketBridge(connect, 't', () => 0);
    const gates: unknown[] = [];
    bridge.on('gate', (gate) => gates.push(gate));
    end(0).socket.onclose?.(1006);
    await soon();
    expect(ends).toHaveLength(2);
    end(1).say({ ready: true });
    for (const message of end(1).got)
      if (typeof message === 'object' && message !== null && 'id' in message && 'method' in message)
        end(1).say({
          id: message.id,
          answer: { ok: true, value: message.method === 'gate.get' ? openGate : null },
        });
    await soon();
    expect(gates.at(-1)).toMatchObject({ open: true });
  });

  it('stays closed when another page has taken over', async () => {
    const { connect, ends, end } = hosts();
    socketBridge(connect, 't', () => 0);
    end(0).socket.onclose?.(4002);
    await soon();
    expect(ends).toHaveLength(1);
  });

  it('passes events on and forgets listeners that went away', () => {
    const { connect, end } = hosts();
    const bridge = socketBridge(connect, 't');
    const heard: unknown[] = [];
    const stop = bridge.on('session', (payload) => heard.push(payload));
    end(0).say({ event: 'session', payload: null });
    stop();
    end(0).say({ event: 'session', payload: 1 });
    expect(heard).toEqual([null]);
  });
});
