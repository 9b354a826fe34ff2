import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sm3 } from 'sm-crypto-v2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readTables } from '../../../shared/sheet/readTable.ts';
import type { Services } from '../createServices.ts';
import { never, signedIn, type SignedIn } from '../../testing/signedIn.ts';
import type { Workstation } from '../../testing/workstation.ts';
import { nodeSheetPorts } from '../sheet/nodeSheetPorts.ts';

let run: SignedIn;
let services: Services;
let workstation: Workstation;

beforeEach(async () => {
  run = await signedIn();
  ({ services, workstation } = run);
});
afterEach(() => run.close());

describe('imports', () => {
  const csv = '人员名单,,\n姓名,手机号码,随便\n张三,13800138000,x\n李四,138,y\n合计,,\n';
  const verdict = (row: number, findings: readonly object[] = []) => ({
    row,
    verdict: findings.length > 0 ? ('bad' as const) : ('new' as const),
    key: String(row),
    record: {},
    findings: findings.map(() => ({
      code: 'phone/length',
      rule: null,
      severity: 'refuse' as const,
      place: 'mobile',
      text: { zh: '手机号应为 11 位', en: 'A mobile number has 11 digits' },
      value: '138',
    })),
  });
  const report = {
    rows: [verdict(3), verdict(4, [{}])],
    counts: { new: 1, change: 0, same: 0, bad: 1, existing: 0 },
    changedShare: 0,
    brake: false,
  };

  test('a file is read, mapped, judged, marked and taken over', async () => {
    const table = await services.imports.open({ uploadId: run.upload('名单.csv', csv), kind: 'staff' });
    expect(table).toMatchObject({
      fileName: '名单.csv',
      headerRow: 2,
      rowCount: 2,
      fileDigest: sm3(Buffer.from(csv)),
    });
    expect(table.headings).toEqual(['姓名', '手机号码', '随便']);
    expect(table.mapping[0]).toBe('name');
    const mapping = ['name', 'mobile', null];
    workstation.center.on('imports.check', () => report);
    expect(await services.imports.check({ tableId: table.tableId, mapping }, never)).toEqual(report);
    expect(workstation.center.received.at(-1)?.input).toEqual({
      kind: 'staff',
      rows: [
        { row: 3, cells: { name: '张三', mobile: '13800138000' } },
        { row: 4, cells: { name: '李四', mobile: '138' } },
      ],
    });
    const { fileName } = await services.imports.marked({ tableId: table.tableId, mapping }, never);
    expect(fileName).toBe('名单-校验结果.xlsx');
    const marked = await readTables(
      readFileSync(join(workstation.ports.exportDir, fileName)),
      nodeSheetPorts(),
    );
    expect(JSON.stringify(marked.value)).toContain('【手机号码】手机号应为 11 位');
    workstation.center.on('imports.run', () => ({
      batchId: 'b',
      caseId: 'c',
      counts: { created: 1, changed: 0, skipped: 1 },
    }));
    const choices = { mode: 'good' as const, overrideBrake: false, reason: null, key: 'key-1' };
    await services.imports.run({ tableId: table.tableId, mapping, ...choices }, never);
    const { input, headers } = workstation.center.received.at(-1) ?? {};
    expect(headers?.['idempotency-key']).toBe('key-1');
    expect(input).toMatchObject({ fileName: '名单.csv', mode: 'good', fileDigest: table.fileDigest });
    const again = await services.imports.open({ uploadId: run.upload('名单2.csv', csv), kind: 'staff' });
    expect(again.mapping).toEqual(mapping);
  });

  test('a file without a heading, and one that is no table, say why', async () => {
    const open = (content: string) =>
      services.imports.open({ uploadId: run.upload('x.csv', content), kind: 'domains' });
    await expect(open('1,2\n3,4\n')).rejects.toMatchObject({
      problem: { code: 'file/unreadable', findings: [{ code: 'import/no-heading' }] },
    });
    await expect(open('<html></html>')).rejects.toMatchObject({
      problem: { findings: [{ code: 'sheet/html' }] },
    });
  });
});
