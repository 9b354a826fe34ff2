import * as z from 'zod';
import { operation } from './operation.ts';
import { fileSchema } from './schemas.ts';

/** Stored scans. */
export const fileOperations = {
  'files.put': operation({
    method: 'POST',
    path: '/v1/files',
    summary: 'Store a scan by its digest',
    access: 'session',
    roles: null,
    effect: 'write',
    input: z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/), base64: z.string().max(28_000_000) }),
    output: fileSchema,
  }),
  'files.get': operation({
    method: 'GET',
    path: '/v1/files/{digest}',
    summary: 'A stored scan',
    access: 'session',
    roles: null,
    effect: 'read',
    input: z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/) }),
    output: fileSchema.extend({ base64: z.string() }),
  }),
} as const;
