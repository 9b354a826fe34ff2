import type { Cell } from '../../access/rights.ts';
import type { AccountKind, EmploymentType, UnitType } from '../../rules/terms.ts';

/** What the account needs to know of the filing it rests on; days are legal days. */
export interface FilingFacts {
  readonly id: string;
  /** Approved and not over (已备案 to 待更换). */
  readonly filed: boolean;
  /** Over for good (已失效). */
  readonly ended: boolean;
  readonly person: { readonly name: string; readonly digest: string };
  readonly unit: string;
  readonly siteScope: readonly string[];
  /** Rights the filing asks for (拟申请权限), the parent of the first 析权. */
  readonly requestedCells: readonly Cell[];
  readonly employmentType: EmploymentType;
  readonly effectiveDate: string | null;
  readonly validUntil: string;
  readonly lastTraining: string | null;
  /** Day the person leaves the post by a leave notice or a handover (离岗); null when none is known. */
  readonly leavingOn: string | null;
}

/** A site as cells name it: columns by their id. */
export interface SiteFacts {
  readonly name: string;
  readonly columns: Readonly<Record<string, string>>;
}

/** Facts the deciders of an account rest on, loaded under the log's lock. Plain data. */
export interface AccountFacts {
  /**
   * The filing named by `holder` (or by the input of `open`), or the one that continues it after a change;
   * null for center staff entered directly.
   */
  readonly filing: FilingFacts | null;
  /**
   * Rights of the same person's other accounts: `heldCells` of each. Held, not merely active, so that two
   * suspended halves of a forbidden pair can never both be enabled.
   */
  readonly otherCells: readonly Cell[];
  /** Every account of the same person except this one, revoked ones too. */
  readonly accountsOfPerson: readonly {
    readonly accountNo: string;
    readonly kind: AccountKind;
    readonly revoked: boolean;
  }[];
  /** Sites of the filing's scope and of the rights held, by id. */
  readonly sites: Readonly<Record<string, SiteFacts>>;
  readonly unit: { readonly name: string; readonly type: UnitType; readonly rectifying: boolean } | null;
  /** Confidentiality agreement of a company's person; null when there is none. */
  readonly agreement: {
    readonly signed: string;
    readonly expires: string;
    readonly scanned: boolean;
  } | null;
  /** The account number of `open` was used before, by whomever. */
  readonly accountNoUsed: boolean;
  /** The fingerprint of `bindCertificate` is bound to another account. */
  readonly fingerprintUsed: boolean;
  /** Legal day of the last sign-in; null when there was none. */
  readonly lastSignIn: string | null;
  /** The server is being set up for the first time and has no account yet that could approve. */
  readonly installing: boolean;
}
