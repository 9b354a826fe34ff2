import type { IpcMainInvokeEvent } from 'electron';
import { isOwnPage } from './navigation.ts';

/** Who sent a message, as far as it matters. */
export type Sender = Pick<IpcMainInvokeEvent, 'senderFrame' | 'sender'>;

/** True only for the main frame of a window that shows the program. */
export function isTrustedSender({ senderFrame, sender }: Sender): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOwnPage(senderFrame.url);
}
