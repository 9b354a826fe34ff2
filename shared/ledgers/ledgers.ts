import type { LedgerKind } from '../api/kinds.ts';
import { addressLedger } from './addresses.ts';
import { auditLedger } from './audit.ts';
import { caseLedger } from './cases.ts';
import { domainLedger } from './domains.ts';
import type { LedgerDef } from './ledger.ts';
import { permissionLedger } from './permissions.ts';
import { siteLedger } from './sites.ts';
import { staffLedger } from './staff.ts';
import { unitLedger } from './units.ts';

/** Every ledger that can be exported, by its kind. */
export const ledgerDefs: Readonly<Record<LedgerKind, LedgerDef>> = {
  staff: staffLedger,
  permissions: permissionLedger,
  domains: domainLedger,
  addresses: addressLedger,
  units: unitLedger,
  sites: siteLedger,
  cases: caseLedger,
  audit: auditLedger,
};
