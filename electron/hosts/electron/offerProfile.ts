import { open } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { MAX_PROFILE_BYTES } from '../../../shared/profile/signedProfile.ts';
import type { ProfileService } from '../../services/profile/profileService.ts';

/**
 * The connection profile that the program was called with (`argv` without the program itself); null where there is
 * none. A second start may have had another working directory, so that only whole paths count.
 */
export function openedProfile(args: readonly string[]): string | null {
  const file = args.find((arg) => arg.endsWith('.egovprofile') && !arg.startsWith('-'));
  return file !== undefined && isAbsolute(file) ? file : null;
}

/** Shows a connection profile that the system opened the program with; one that cannot be read is told like a broken one. */
export async function offerProfile(
  profiles: Pick<ProfileService, 'offer'>,
  file: string | null,
): Promise<void> {
  if (file === null) return;
  profiles.offer(await firstBytes(file).catch(() => new Uint8Array()));
}

/** One byte more than a profile may have is enough to refuse it. */
async function firstBytes(file: string): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(MAX_PROFILE_BYTES + 1) });
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
