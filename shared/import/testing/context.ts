import { unitIds, idOf } from '../../domain/testing/context.ts';
import { sm3Hex } from '../../log/canonical.ts';
import type { ImportContext } from '../context.ts';

/** A small register to read rows against. */
export const importContext: ImportContext = {
  today: '2026-03-02',
  sampleMode: true,
  unitByName: new Map([
    ['常州市示范发展局', unitIds.bureau],
    ['常州市示范教育局', unitIds.education],
    ['常州市财政局', unitIds.office],
  ]),
  unitByUscc: new Map([['11320400990000113M', unitIds.bureau]]),
  siteByName: new Map([['示范发展局网站', idOf('b', 1)]]),
  siteByCode: new Map([['3204009001', idOf('b', 1)]]),
  domainByName: new Map([['demo.changzhou.gov.cn', idOf('d', 1)]]),
  addressByText: new Map([['203.0.113.10', idOf('e', 1)]]),
  personDigest: (idNumber) => sm3Hex(`person ${idNumber}`),
};
