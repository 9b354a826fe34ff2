import type { IpcRenderer } from 'electron';
import type { Answer, Bridge } from '../../../shared/bridge/contract.ts';
import { channels } from './channels.ts';

/**
 * What the page gets of the host: three functions. Names of methods are only shaped here; the dispatcher in the
 * main process checks them and the input against the contract.
 */
export function createPreloadBridge(ipc: Pick<IpcRenderer, 'invoke' | 'on' | 'off'>): Bridge {
  return {
    async call(method, input, { id }) {
      const answer: Answer<unknown> = await ipc.invoke(channels.ask, { id, method, input });
      return answer;
    },
    cancel(id) {
      void ipc.invoke(channels.ask, { cancel: id });
    },
    on(event, listener) {
      const forward = (_event: unknown, message: { readonly event: unknown; readonly payload: unknown }) => {
        if (message.event === event) listener(message.payload);
      };
      ipc.on(channels.tell, forward);
      return () => {
        ipc.off(channels.tell, forward);
      };
    },
  };
}
