/** Kinds of register an import file can fill. */
export const importKinds = ['staff', 'domains', 'addresses'] as const;
export type ImportKind = (typeof importKinds)[number];

/** Ledgers that can be exported. */
export const ledgerKinds = [
  'staff',
  'permissions',
  'domains',
  'addresses',
  'units',
  'sites',
  'cases',
  'audit',
] as const;
export type LedgerKind = (typeof ledgerKinds)[number];
