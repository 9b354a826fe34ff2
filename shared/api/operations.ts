import type * as z from 'zod';
import { accessOperations } from './accessOperations.ts';
import { commandOperations } from './commandOperations.ts';
import { certificateOperations, enrolmentOperations } from './enrolmentOperations.ts';
import { exportOperations } from './exportOperations.ts';
import { fileOperations } from './fileOperations.ts';
import { importOperations } from './importOperations.ts';
import { recordOperations } from './recordOperations.ts';
import { sessionOperations } from './sessionOperations.ts';

/** Every operation of the center's API; routes, client, OpenAPI and bridge validation derive from it. */
export const operations = {
  ...sessionOperations,
  ...accessOperations,
  ...enrolmentOperations,
  ...certificateOperations,
  ...recordOperations,
  ...commandOperations,
  ...fileOperations,
  ...importOperations,
  ...exportOperations,
} as const;

export type OperationId = keyof typeof operations;
export type OperationInput<K extends OperationId> = z.input<(typeof operations)[K]['input']>;
export type OperationOutput<K extends OperationId> = z.output<(typeof operations)[K]['output']>;
