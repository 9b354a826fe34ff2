/** What reading a row needs to know of the register; maps hold record ids. All names are exact, as on the seal. */
export interface ImportContext {
  readonly today: string;
  /** The server holds fictional data, so the documentation ranges pass. */
  readonly sampleMode: boolean;
  readonly unitByName: ReadonlyMap<string, string>;
  readonly unitByUscc: ReadonlyMap<string, string>;
  readonly siteByName: ReadonlyMap<string, string>;
  readonly siteByCode: ReadonlyMap<string, string>;
  /** By canonical (ASCII) domain. */
  readonly domainByName: ReadonlyMap<string, string>;
  /** By canonical text. */
  readonly addressByText: ReadonlyMap<string, string>;
  /** Keyed digest of a canonical identity number, by which a person is found again. */
  readonly personDigest: (idNumber: string) => string;
}
