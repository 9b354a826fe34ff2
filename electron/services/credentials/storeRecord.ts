import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { atomicWrite } from '../files/atomicWrite.ts';
import { systemCode } from '../files/systemCode.ts';

const recordSchema = z.strictObject({
  version: z.literal(1),
  kind: z.enum(['keychain', 'vault', 'session']),
  id: z.string().min(1).max(64),
  /** The person has read where credentials are kept. */
  understood: z.boolean(),
});

/** Which store the data beside it was sealed under; no secret. */
export type StoreRecord = z.output<typeof recordSchema>;

/** What is noted; null at the first start. @throws the system error where there is a file that cannot be read */
export async function readRecord(file: string): Promise<StoreRecord | 'damaged' | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch {
    return 'damaged';
  }
}

export function writeRecord(file: string, record: StoreRecord): Promise<void> {
  return atomicWrite(file, JSON.stringify(record));
}
