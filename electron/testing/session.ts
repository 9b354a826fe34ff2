import type { Session } from '../services/session/sessionService.ts';

/** A session as the center answers it. */
export function testSession(change: Partial<Session> = {}): Session {
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  return {
    accountId: '6f1f3a52-7c4e-4a53-9a11-0d6a2f1b7e10',
    accountNo: 'BA-0001',
    name: '张三',
    unitId: null,
    unitName: '市电子政务中心',
    roles: ['C1'],
    idleUntil: inMinutes(15),
    absoluteUntil: inMinutes(480),
    lastSignIn: null,
    mustChangePassword: false,
    ...change,
  };
}
