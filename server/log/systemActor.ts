import type { Actor } from '../../shared/log/event.ts';

/** The scheduler and everything the program does by rule, not by a person's choice. */
export const systemActor: Actor = {
  id: 'system',
  accountNo: 'system',
  name: '系统',
  unitId: null,
  unitName: '',
  person: null,
  roles: ['SYS'],
};
