import * as z from 'zod';
import { operation } from './operation.ts';
import { commandInput, id, outcomeSchema, previewSchema } from './schemas.ts';

/** Carrying out and proposing acts. */
export const commandOperations = {
  'commands.run': operation({
    method: 'POST',
    path: '/v1/{type}/{id}/{act}',
    summary: 'Carry out or propose an act',
    access: 'session',
    roles: null,
    effect: 'write',
    input: commandInput,
    output: outcomeSchema,
  }),
  'commands.preview': operation({
    method: 'POST',
    path: '/v1/{type}/{id}/{act}/preview',
    summary: 'What an act would do',
    access: 'session',
    roles: null,
    effect: 'read',
    input: commandInput,
    output: previewSchema,
  }),
  'cases.effect': operation({
    method: 'GET',
    path: '/v1/cases/{id}/effect',
    summary: 'The exact effect a case asks to approve',
    access: 'session',
    roles: null,
    effect: 'read',
    input: z.strictObject({ id }),
    output: previewSchema,
  }),
} as const;
