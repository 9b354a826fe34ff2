import type { Dialog } from 'electron';
import { say, type Language } from '../../../shared/text.ts';

const words = {
  running: {
    zh: '仍有任务在进行。退出将取消任务，不留下不完整的文件。',
    en: 'Work is still going on. Quitting cancels it; no incomplete file is left.',
  },
  stay: { zh: '继续等待', en: 'Wait' },
  quit: { zh: '取消任务并退出', en: 'Cancel and quit' },
  broken: { zh: '客户端无法启动', en: 'The client cannot start' },
} as const;

/** Asks before work is cancelled by quitting; staying is the default. */
export function confirmQuit(dialog: Pick<Dialog, 'showMessageBoxSync'>, language: Language): boolean {
  const answer = dialog.showMessageBoxSync({
    type: 'warning',
    message: say(words.running, language),
    buttons: [say(words.stay, language), say(words.quit, language)],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return answer === 1;
}

/** Tells why the program cannot start at all; there is no page yet that could. */
export function showStartFailure(dialog: Pick<Dialog, 'showErrorBox'>, error: unknown): void {
  const cause = error instanceof Error && error.cause instanceof Error ? `\n${error.cause.message}` : '';
  const text = error instanceof Error ? error.message + cause : String(error);
  dialog.showErrorBox(`${words.broken.zh} / ${words.broken.en}`, text);
}
