import { expect, it } from 'vitest';
import { operations } from '../api/operations.ts';
import { eventName } from './eventName.ts';

it('whatever can be refused to somebody signed in has a name in both languages', () => {
  const refusable = Object.entries(operations).flatMap(([id, { access }]) =>
    access === 'session' ? [id] : [],
  );
  expect(refusable.filter((id) => eventName(id).zh === id || eventName(id).en === id)).toEqual([]);
});
