import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { openPart } from './atomicWrite.ts';
import { systemCode } from './systemCode.ts';

/** A file that was written whole. */
export interface Written {
  readonly bytes: number;
  /** SHA-256, lower-case hex. */
  readonly sha256: string;
}

/**
 * Writes pieces as they come into `folder/name`, which is made at first use; the file appears only when whole, and on any failure nothing is left.
 * @param whole looked at after the last piece; throws when what was written is not to be kept
 * @throws ProblemError `export/disk-full`, `export/target-locked`, `export/folder`; whatever the pieces or `whole` throw
 */
export async function writeStream(
  folder: string,
  name: string,
  pieces: AsyncIterable<Uint8Array>,
  whole: () => void = () => undefined,
): Promise<Written> {
  const part = await intoFolder(folder, () => openPart(join(folder, name)));
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      hash.update(piece);
      bytes += piece.length;
      await told(() => part.handle.writeFile(piece));
    }
    whole();
  } catch (error) {
    await part.discard();
    throw error;
  }
  await told(() => part.commit());
  return { bytes, sha256: hash.digest('hex') };
}

/** Works in the folder that people find their files in. @throws ProblemError `export/...` for what the file system refuses */
export async function intoFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  return told(async () => {
    await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
      const isFull = FULL.includes(systemCode(cause) ?? '');
      throw isFull ? cause : new ProblemError('export/folder', {}, { cause });
    });
    return work();
  });
}

const FULL: readonly string[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Turns the file system's refusals into problems a person can mend. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = systemCode(error) ?? '';
    if (FULL.includes(code)) throw new ProblemError('export/disk-full', {}, { cause: error });
    if (['EBUSY', 'EPERM', 'EACCES', 'EROFS', 'ETXTBSY'].includes(code)) {
      throw new ProblemError('export/target-locked', {}, { cause: error });
    }
    throw error;
  }
}
