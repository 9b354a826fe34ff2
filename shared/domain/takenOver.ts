import * as z from 'zod';
import { refuse, warn, type Finding } from '../rules/finding.ts';
import type { ObjectState } from './object.ts';

/** Something about a record that was seen and let pass, to be settled later (待核实). */
const openPointSchema = z.strictObject({
  code: z.string().max(80),
  rule: z.string().max(10).nullable(),
  place: z.string().max(80),
});
export type OpenPoint = z.output<typeof openPointSchema>;

/** What an import adds to a record's fields: values as they stood in the file, and what was found while reading. */
export const importParts = {
  raw: z.record(z.string().max(60), z.string().max(4000)).optional(),
  openPoints: z.array(openPointSchema).max(200).optional(),
};

/** Findings that let pass: what would refuse or ask for a reason is shown and kept as a point to settle. */
export function softened(findings: readonly Finding[]): readonly Finding[] {
  return findings.map((found) =>
    found.severity === 'refuse' || found.severity === 'needs-reason'
      ? warn(found.code, found.rule, found.place, found.text)
      : found,
  );
}

/** The points a record is taken over with, each once. */
export function pointsOf(findings: readonly Finding[], more: readonly OpenPoint[]): readonly OpenPoint[] {
  const points = new Map<string, OpenPoint>();
  for (const { code, rule, place } of [...more, ...findings])
    points.set(`${code} ${place}`, { code, rule, place });
  return [...points.values()];
}

/** A taken-over record can be taken back only while the take-over is all that ever happened to it. */
export function untouchedSince(state: ObjectState): readonly Finding[] {
  if (state.rev === 1) return [];
  return [
    refuse('import/changed-since', 'R024', '', {
      zh: '接收之后该记录已办理过其他事项,不能整条撤销;请改用更正',
      en: 'Something has been done on the record since it was taken over; correct it instead',
    }),
  ];
}
