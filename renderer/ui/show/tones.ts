/** What a state means to the eye; word and icon say the same. */
export type Tone = 'good' | 'waiting' | 'paused' | 'warn' | 'bad' | 'over' | 'draft';

/** State keys of the objects by tone; a state that is not listed is shown as waiting. */
const tones: Readonly<Record<Tone, readonly string[]>> = {
  good: [
    'effective',
    'active',
    'enabled',
    'inUse',
    'running',
    'normal',
    'online',
    'approved',
    'done',
    'passed',
  ],
  waiting: [],
  paused: ['suspended', 'offline', 'temporaryOffline', 'temporarilyOffline', 'stopped', 'disabled'],
  warn: [
    'returned',
    'replacing',
    'expiring',
    'changing',
    'late',
    'transitional',
    'retained',
    'locked',
    'changePending',
  ],
  bad: ['refused', 'rejected', 'expired', 'failed', 'denied', 'emergencyClosed'],
  over: [
    'ended',
    'revoked',
    'withdrawn',
    'closed',
    'released',
    'cancelled',
    'merged',
    'deregistered',
    'none',
    'lapsed',
  ],
  draft: ['draft', 'planned'],
};

const byState = new Map<string, Tone>();
for (const tone of ['good', 'paused', 'warn', 'bad', 'over', 'draft'] as const)
  for (const state of tones[tone]) byState.set(state, tone);

/** Tone of a state by its key. */
export function toneOf(state: string): Tone {
  return byState.get(state) ?? 'waiting';
}
