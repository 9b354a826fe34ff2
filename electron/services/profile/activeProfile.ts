import type { LoadedProfile } from './readProfile.ts';

/** What a profile asks of the client beside where to connect. */
export interface ProfilePolicy {
  /** The oldest client the center serves; null = the version line of the server decides. */
  readonly minimumClientVersion: string | null;
  /** Days before its end from which on the certificate light warns. */
  readonly certificateWarnDays: number;
  /** May people take certificate files in, or do certificates come by enrolment alone. */
  readonly certificateFiles: boolean;
  /** What the workstation's clock is to be set by. */
  readonly timeSource: string | null;
}

/** The profile that the client works with. */
export interface ActiveProfile extends LoadedProfile {
  /** Entry of the profile manager; null = there is none, and nothing is ever dialled. */
  readonly id: string | null;
  /** Folder of what this workstation keeps for this profile alone: certificates taken over, unsent forms. */
  readonly keep: string;
  readonly policy: ProfilePolicy;
  /** Whom people at the workstation turn to; null = the profile does not say. */
  readonly contact: string | null;
}

/** Of a profile that does not say. */
export const defaultPolicy: ProfilePolicy = {
  minimumClientVersion: null,
  certificateWarnDays: 30,
  certificateFiles: true,
  timeSource: null,
};

/** Stands where no profile is. Its host can never exist (RFC 2606), and the gate does not even look for it. */
export function noProfile(keep: string): ActiveProfile {
  const nowhere = 'no-profile.invalid';
  return {
    id: null,
    profile: {
      version: 1,
      name: '',
      area: '000000',
      server: { host: nowhere, port: 443, servername: nowhere, caFile: '', pins: [] },
      certificates: [],
    },
    folder: keep,
    ca: '',
    keep,
    policy: defaultPolicy,
    contact: null,
  };
}
