import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDispatcher } from '../../bridge/dispatch.ts';
import { createHandlers } from '../../bridge/handlers.ts';
import { contractSuite } from '../../bridge/contract.suite.ts';
import { systemClock } from '../../services/clock.ts';
import { createServices } from '../../services/createServices.ts';
import { connectBridge, enter } from '../../testing/socketClient.ts';
import { createWorkstation } from '../../testing/workstation.ts';
import { startHttpServer } from './httpServer.ts';
import { createFailureLimit, createOnceToken } from './tokens.ts';
import { startWsTransport } from './wsTransport.ts';

contractSuite('a loopback WebSocket', async () => {
  const workstation = await createWorkstation();
  const rendererDir = join(workstation.folder, 'renderer');
  mkdirSync(rendererDir);
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><html><head></head><body></body></html>');
  const services = await createServices(workstation.ports);
  const dispatcher = createDispatcher(createHandlers(services), services.log);
  const boot = createOnceToken(systemClock, 10_000);
  const limit = createFailureLimit(systemClock);
  const { server, access } = await startHttpServer({ port: 0, rendererDir, boot, limit });
  const { publisher } = services;
  const transport = startWsTransport({
    server,
    access,
    limit,
    dispatcher,
    publisher,
    connected: () => undefined,
  });
  await services.gate.check();
  const { bridge, seen } = await connectBridge(await enter(`${access.origin}/enter?t=${boot.renew()}`));
  const stop = () => {
    dispatcher.close();
    transport.close();
    server.close();
    server.closeAllConnections();
  };
  return {
    bridge,
    center: workstation.center,
    seen: () => seen.join('\n'),
    loseHost: async () => stop(),
    close: async () => {
      stop();
      await workstation.close();
      await services.close();
    },
  };
});
