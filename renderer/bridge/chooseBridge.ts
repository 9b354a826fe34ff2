import type { Bridge } from '../../shared/bridge/contract.ts';
import { socketBridge, type Socket } from './socketBridge.ts';

declare global {
  interface Window {
    /** Set by the preload script of the Electron host. */
    readonly gov?: Bridge;
  }
}

/** The bridge of this page: the preload's where there is one, else the loopback host's socket. */
export function chooseBridge(): Bridge {
  if (window.gov) return window.gov;
  const token = document.querySelector('meta[name="bridge-token"]')?.getAttribute('content') ?? '';
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return socketBridge(() => adapt(new WebSocket(`${scheme}://${location.host}/bridge`)), token);
}

function adapt(web: WebSocket): Socket {
  const socket: Socket = { send: (text) => web.send(text), onopen: null, onmessage: null, onclose: null };
  web.addEventListener('open', () => socket.onopen?.());
  web.addEventListener('message', (event) => socket.onmessage?.({ data: event.data }));
  web.addEventListener('close', (event) => socket.onclose?.(event.code));
  return socket;
}
