import * as z from 'zod';
import { problemSchema } from '../errors/problem.ts';
import { profileContentSchema } from '../profile/signedProfile.ts';

const content = profileContentSchema.shape;

/** Everything a signed profile says, as a person is to see it before and after it is accepted. */
const profileFactsSchema = z.object({
  center: z.string(),
  name: z.string(),
  key: z.string(),
  serial: z.int(),
  issuedAt: z.string(),
  /** SHA-256 of the key it is signed with, hex; the center prints the same. */
  signedBy: z.string(),
  nextKey: z.string().nullable(),
  server: content.server.omit({ ca: true }),
  authorities: z.array(
    z.object({ subject: z.string(), fingerprint: z.string(), validFrom: z.string(), validTo: z.string() }),
  ),
  vpn: content.vpn.unwrap().nullable(),
  certificates: content.certificates,
  minimumClientVersion: content.minimumClientVersion,
  timeSource: content.timeSource,
  contact: content.contact.unwrap().nullable(),
});
export type ProfileFacts = z.output<typeof profileFactsSchema>;

/** The profiles of this workstation, and the one that was opened and waits for a decision. */
export const profilesSchema = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** Host and port; empty where the file cannot be read. */
      server: z.string(),
      active: z.boolean(),
      state: z.enum(['ok', 'broken']),
      /** `provisioned`: laid down by whoever installed the program, unsigned, not to be removed here. */
      origin: z.enum(['provisioned', 'imported']),
      facts: profileFactsSchema.nullable(),
    }),
  ),
  offered: z
    .object({
      /** SHA-256 of the file; what is accepted is this file and no other. */
      digest: z.string(),
      /** The entry it would replace or become. */
      id: z.string(),
      kind: z.enum(['new', 'update', 'same']),
      /** `unknown`: nobody here has seen this key; its fingerprint is to be compared with the center's. */
      key: z.enum(['unknown', 'same', 'next']),
      /** A center of the same name is known here, and this is another one. */
      namesake: z.boolean(),
      /** This program is older than the profile asks for. */
      clientTooOld: z.boolean(),
      facts: profileFactsSchema,
    })
    .nullable(),
  /** Why the file that was last opened by double click was not taken. */
  refused: problemSchema.nullable(),
});
export type Profiles = z.output<typeof profilesSchema>;
