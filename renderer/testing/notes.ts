import * as z from 'zod';
import { field } from '../../shared/domain/fields.ts';
import { actsOf, type ObjectDef, type ObjectState } from '../../shared/domain/object.ts';
import { refuse } from '../../shared/rules/finding.ts';
import type { Defs } from '../ui/defs.ts';

const levels = { low: { zh: '一般', en: 'Ordinary' }, high: { zh: '重要', en: 'Important' } } as const;

/** Fields of the small object the generic screens are tested with. */
const fields = z.strictObject({
  name: field.text({
    zh: '名称',
    en: 'Name',
    group: 'basic',
    required: true,
    check: (raw, place) =>
      raw.includes('!')
        ? {
            value: null,
            findings: [
              refuse('note/mark', 'R118', place, { zh: '名称不得含感叹号', en: 'No exclamation mark' }),
            ],
          }
        : { value: raw.trim(), findings: [] },
  }),
  level: field.enum(levels, { zh: '级别', en: 'Level', group: 'basic' }),
  number: field.code({
    zh: '编号',
    en: 'Number',
    group: 'more',
    check: (raw, place) =>
      /^\d+$/.test(raw)
        ? { value: raw, findings: [] }
        : {
            value: null,
            findings: [refuse('note/number', null, place, { zh: '编号只含数字', en: 'Digits only' })],
          },
  }),
});

type Note = ObjectState & z.output<typeof fields>;
const act = actsOf<Note, unknown>();

/** Its definition: enter, then publish with four eyes. */
export const noteDef: ObjectDef<Note, unknown> = {
  type: 'unit',
  label: { zh: '便笺', en: 'Note' },
  states: { draft: { zh: '草稿', en: 'Draft' }, active: { zh: '生效', en: 'In force' } },
  fields,
  groups: { basic: { zh: '基本', en: 'Basic' }, more: { zh: '其他', en: 'More' } },
  acts: {
    enter: act({
      label: { zh: '登记', en: 'enter' },
      from: ['none'],
      to: 'draft',
      roles: ['P1'],
      input: fields,
      step: (_state, input) => ({
        findings:
          input.name === '重复'
            ? [refuse('note/double', null, 'name', { zh: '已有同名便笺', en: 'There is one already' })]
            : [],
        patch: JSON.parse(JSON.stringify(input)),
      }),
    }),
    publish: act({
      label: { zh: '发布', en: 'publish' },
      from: ['draft'],
      to: 'active',
      roles: ['P1'],
      approve: ['P2'],
      reasonRequired: true,
      input: z.strictObject({ name: fields.shape.name }),
      step: (_state, input) => ({ patch: JSON.parse(JSON.stringify(input)) }),
    }),
  },
  columns: {
    name: { label: { zh: '名称', en: 'Name' }, kind: 'text', value: (s) => s.name ?? null, width: 200 },
    level: {
      label: { zh: '级别', en: 'Level' },
      kind: 'enum',
      options: levels,
      value: (s) => s.level ?? null,
      width: 100,
    },
    number: { label: { zh: '编号', en: 'Number' }, kind: 'text', value: (s) => s.number ?? null, width: 100 },
  },
  title: (state) => state.name ?? '',
  searchText: () => [],
  unitOf: () => null,
  personOf: () => null,
  readers: ['P1'],
  deadlines: () => [],
};

/** A registry that holds only the small object, in the place of units. */
export const noteDefs: Defs = { unit: noteDef };

/** The n-th note. */
export function note(n: number, more: Partial<Note> = {}): Note {
  return {
    id: `0192bbbb-0000-7000-8000-${String(n).padStart(12, '0')}`,
    rev: 1,
    state: 'draft',
    name: `便笺${n}`,
    level: n % 2 === 0 ? 'low' : 'high',
    number: String(n),
    ...more,
  };
}
