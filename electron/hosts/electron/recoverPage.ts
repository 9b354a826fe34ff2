import type { WebContents } from 'electron';
import type { Clock } from '../../services/clock.ts';
import type { Logger } from '../../services/log/logger.ts';

interface Options {
  readonly clock: Clock;
  readonly log: Logger;
  /** The page that asked is gone: whatever it asked for ends. */
  readonly lost: () => void;
  /** Loading it again has not helped. */
  readonly giveUp: () => void;
}

/** A page that ends more often than this within the time will not stay the next time either. */
const MOST = 3;
const WITHIN_MS = 60_000;

/**
 * Loads the page again when its process has ended, by a fault or for want of memory: without it the window is white and
 * takes nothing, though session and forms are still here.
 */
export function recoverPage(
  page: Pick<WebContents, 'on' | 'reload' | 'isDestroyed'>,
  { clock, log, lost, giveUp }: Options,
): void {
  let ends: number[] = [];
  page.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error({ event: 'page-gone', reason, exitCode });
    lost();
    const now = clock.now().getTime();
    ends = [...ends.filter((at) => now - at < WITHIN_MS), now];
    // The process that raised this is still being taken down; what is loaded before that is taken down with it.
    if (ends.length > MOST) return giveUp();
    setImmediate(() => {
      if (!page.isDestroyed()) page.reload();
    });
  });
}
