import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../services/clock.ts';

/** 256 random bits, safe in URLs, cookies and attributes. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares without telling by the time taken where two tokens differ. */
export function sameToken(given: string | null | undefined, wanted: string | null): boolean {
  if (given === null || given === undefined || wanted === null) return false;
  const [left, right] = [Buffer.from(given), Buffer.from(wanted)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A token that works once and for a short time. */
export interface OnceToken {
  /** Makes a new one; an older one ends. */
  renew(): string;
  /** True exactly once for the newest token within its time. */
  take(given: string | null): boolean;
}

export function createOnceToken(clock: Clock, validMs: number): OnceToken {
  let token: string | null = null;
  let until = 0;
  return {
    renew() {
      token = newToken();
      until = clock.now().getTime() + validMs;
      return token;
    },
    take(given) {
      const good = sameToken(given, token) && clock.now().getTime() <= until;
      // A wrong guess does not end it: any page of this machine could then lock the person out.
      if (good) token = null;
      return good;
    },
  };
}

/** Refuses everybody for a while once too many attempts have failed. */
export interface FailureLimit {
  failed(): void;
  exceeded(): boolean;
}

const MAX_FAILURES = 30;
const WINDOW_MS = 60_000;

export function createFailureLimit(clock: Clock): FailureLimit {
  let times: number[] = [];
  const recent = () => times.filter((time) => clock.now().getTime() - time < WINDOW_MS);
  return {
    failed() {
      times = [...recent(), clock.now().getTime()];
    },
    exceeded: () => recent().length >= MAX_FAILURES,
  };
}
