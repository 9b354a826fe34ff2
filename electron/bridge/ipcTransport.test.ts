import { describe, expect, test } from 'vitest';
import { contractSuite, type Harness } from './contract.suite.ts';
import { createDispatcher } from './dispatch.ts';
import { createHandlers } from './handlers.ts';
import { createServices } from '../services/createServices.ts';
import { fakeIpc, type FakeIpc } from '../hosts/electron/testing/fakeElectron.ts';
import { createWorkstation } from '../testing/workstation.ts';
import { channels } from '../hosts/electron/channels.ts';
import { startIpcTransport } from '../hosts/electron/ipcTransport.ts';
import { createPreloadBridge } from '../hosts/electron/preloadBridge.ts';

async function open(ipc: FakeIpc): Promise<Harness> {
  const workstation = await createWorkstation({ host: 'electron', reveal: () => undefined });
  const services = await createServices(workstation.ports);
  const dispatcher = createDispatcher(createHandlers(services), services.log);
  const { publisher } = services;
  const stop = startIpcTransport({ ipcMain: ipc.ipcMain, dispatcher, publisher, page: () => ipc.page });
  await services.gate.check();
  return {
    bridge: createPreloadBridge(ipc.ipcRenderer),
    center: workstation.center,
    seen: () => ipc.seen.join('\n'),
    loseHost: async () => dispatcher.close(),
    close: async () => {
      dispatcher.close();
      stop();
      await workstation.close();
      await services.close();
    },
  };
}

contractSuite('Electron IPC', () => open(fakeIpc()));

describe('who is at work', () => {
  test('is told by every call but the one that a waiting screen repeats by itself', async () => {
    const workstation = await createWorkstation();
    const services = await createServices(workstation.ports);
    let used = 0;
    const count = () => {
      used += 1;
    };
    const dispatcher = createDispatcher(createHandlers(services), services.log, count);
    await dispatcher.call('enrolment.check', {}, '1');
    expect(used).toBe(0);
    await dispatcher.call('enrolment.get', {}, '2');
    expect(used).toBe(1);
    await services.close();
    await workstation.close();
  });
});

describe('who may speak to the host', () => {
  test.each([
    ['another address in the window', (ipc: FakeIpc) => ipc.show('https://evil.example/')],
    ['an address that only begins like ours', (ipc: FakeIpc) => ipc.show('gov-admin://app.evil/')],
    ['a name before ours', (ipc: FakeIpc) => ipc.show('gov-admin://app@evil/')],
    ['a frame inside the page', (ipc: FakeIpc) => ipc.fromSubframe()],
  ])('%s is refused', async (_name, change) => {
    const ipc = fakeIpc();
    const harness = await open(ipc);
    change(ipc);
    const answer = await harness.bridge.call('host.info', {}, { id: '1' });
    expect(answer).toMatchObject({ ok: false, problem: { code: 'bridge/invalid' } });
    await harness.close();
  });

  test('a message that is no call is refused', async () => {
    const ipc = fakeIpc();
    const harness = await open(ipc);
    for (const raw of [null, 'x', { id: 1 }, { id: '1', method: 'host.info', input: {}, more: 1 }]) {
      expect(await ipc.ipcRenderer.invoke(channels.ask, raw)).toMatchObject({ ok: false });
    }
    await harness.close();
  });
});
