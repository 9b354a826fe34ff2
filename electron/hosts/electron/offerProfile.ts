import { open } from 'node:fs/promises';
import { MAX_PROFILE_BYTES } from '../../../shared/profile/signedProfile.ts';
import type { ProfileService } from '../../services/profile/profileService.ts';
import type { LaunchTarget } from './launchTarget.ts';

/** Shows a connection profile that the system opened the program with; one that cannot be read is told like a broken one. */
export async function offerProfile(
  profiles: Pick<ProfileService, 'offer'>,
  target: LaunchTarget,
): Promise<void> {
  if (target.kind !== 'profile') return;
  profiles.offer(await firstBytes(target.file).catch(() => new Uint8Array()));
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
