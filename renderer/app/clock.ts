import { useSyncExternalStore } from 'react';
import { chinaDay } from '../../shared/calendar/wallTime.ts';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

/** One tick a second for all who look at the clock; none while nobody does. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const tell of listeners) tell();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** The present moment in whole seconds since 1970. */
export function useSeconds(): number {
  return useSyncExternalStore(subscribe, () => Math.floor(Date.now() / 1000));
}

/** The present moment in milliseconds, by the minute: for what is drawn in many lines and ends to the day. */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, () => Math.floor(Date.now() / 60_000) * 60_000);
}

/** The legal day in China; drawn anew only when it changes. */
export function useToday(): string {
  return useSyncExternalStore(subscribe, () => chinaDay(Date.now()));
}
