import * as z from 'zod';

/**
 * A personal secret as states and events carry it: the mask people see, a keyed digest to compare by,
 * and the reference of the ciphertext in the secret table (DESIGN 2).
 */
export const sealedSchema = z.strictObject({
  mask: z.string().max(64),
  digest: z.string().max(64),
  ref: z.uuid(),
});
export type Sealed = z.infer<typeof sealedSchema>;
