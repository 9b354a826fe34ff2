import type { Method, MethodInput } from '../../shared/bridge/contract.ts';

const uploadId = '6f1f3a52-7c4e-4a53-9a11-0d6a2f1b7e10';
const query = {
  type: 'staffFiling' as const,
  filters: [{ column: 'state', op: 'in' as const, values: ['filed'] }],
  text: '张',
  sort: [{ column: 'name', dir: 'asc' as const }],
  window: { offset: 0, limit: 50 },
};

/** A valid input of every method of the contract; a new method without one does not compile. */
export const sampleInputs: { readonly [M in Method]: MethodInput<M> } = {
  'host.info': {},
  'gate.get': {},
  'gate.check': {},
  'session.get': {},
  'session.signIn': { password: 'correct horse', code: '123456' },
  'session.signOut': {},
  'certificates.list': {},
  'certificates.choose': { fingerprint: 'ab'.repeat(32) },
  'keychain.get': {},
  'center.call': { op: 'records.query', input: query, rev: null, key: null },
  'uploads.open': { name: '名单.xlsx', size: 10 },
  'uploads.write': { uploadId, base64: 'AAAA' },
  'uploads.attach': { uploadId },
  'imports.open': { uploadId, kind: 'staff' },
  'imports.check': { tableId: uploadId, mapping: ['name', null] },
  'imports.run': {
    tableId: uploadId,
    mapping: ['name'],
    mode: 'all',
    overrideBrake: false,
    reason: null,
    key: 'k',
  },
  'imports.marked': { tableId: uploadId, mapping: ['name'] },
  'exports.start': { ledger: 'staff', query, purpose: '年度检查', letter: null, format: 'xlsx' },
  'jobs.list': {},
  'jobs.cancel': { jobId: uploadId },
  'jobs.reveal': { jobId: uploadId },
  'files.save': { digest: 'ab'.repeat(32), name: '授权书.pdf' },
  'settings.get': {},
  'settings.set': { theme: 'dark' },
  'views.list': {},
  'views.save': { id: 'v1', name: '待我复核', query, columns: ['name'] },
  'views.remove': { id: 'v1' },
  'drafts.get': { key: 'staffFiling/new' },
  'drafts.put': { key: 'staffFiling/new', value: { name: '张三', rows: [1, null, true] } },
  'drafts.remove': { key: 'staffFiling/new' },
};
