import type * as z from 'zod';
import { refuse, type Finding } from '../rules/finding.ts';

/** Turns zod's issues into findings: one per place, unknown fields named one by one. */
export function findingsOfIssues(
  issues: readonly z.core.$ZodIssue[],
  prefix: readonly string[] = [],
): readonly Finding[] {
  return issues.flatMap((issue) => {
    const place = [...prefix, ...issue.path.map(String)].join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) =>
        refuse('request/unknown-field', null, place === '' ? key : `${place}.${key}`, {
          zh: `不认识的字段「${key}」;请删去`,
          en: `Unknown field "${key}"; leave it out`,
        }),
      );
    }
    return [
      refuse(`request/${issue.code.replaceAll('_', '-')}`, null, place, {
        zh: zhOf(issue),
        en: issue.message,
      }),
    ];
  });
}

function zhOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_big':
      return `超过上限 ${String(issue.maximum)}`;
    case 'too_small':
      return `低于下限 ${String(issue.minimum)}`;
    case 'invalid_type':
      return issue.input === undefined ? '缺少此项' : `类型不对,应为 ${issue.expected}`;
    case 'invalid_value':
      return `只能取:${issue.values.map(String).join('、')}`;
    case 'invalid_format':
      return '格式不对';
    default:
      return '内容不合规范';
  }
}
