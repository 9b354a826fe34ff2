import type { Profiles } from '../../../shared/bridge/profiles.ts';
import { ProblemError } from '../../../shared/errors/problem.ts';
import type { StoredProfile } from './profileStore.ts';
import type { SignedProfile } from './signedFile.ts';

/** How a profile stands to what is here. */
export type Verdict = Pick<NonNullable<Profiles['offered']>, 'kind' | 'key' | 'namesake'>;

/**
 * What an opened profile is to this workstation. The first profile of a center is a person's decision, who compares
 * the fingerprint of its key; every later one has to be signed with the key of the center's newest profile here, or
 * with the one which that announced.
 * @throws ProblemError `profile/other-key`, `profile/older`
 */
export function judgeProfile(opened: SignedProfile, stored: readonly StoredProfile[]): Verdict {
  const known = stored.flatMap(({ signed }) => (signed === null ? [] : [signed]));
  const own = known
    .filter(({ content }) => content.center.id === opened.content.center.id)
    .toSorted((a, b) => b.content.serial - a.content.serial);
  const [newest] = own;
  if (!newest) {
    const namesake = known.some(({ content }) => content.center.name === opened.content.center.name);
    return { kind: 'new', key: 'unknown', namesake };
  }
  const key = opened.signedBy === newest.signedBy ? 'same' : 'next';
  if (key === 'next' && opened.signedBy !== newest.content.nextKey)
    throw new ProblemError('profile/other-key');
  const present = own.find(({ id }) => id === opened.id);
  if (!present) return { kind: 'new', key, namesake: false };
  if (present.digest === opened.digest) return { kind: 'same', key, namesake: false };
  if (opened.content.serial <= present.content.serial) throw new ProblemError('profile/older');
  return { kind: 'update', key, namesake: false };
}
