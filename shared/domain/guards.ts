import type { Actor } from '../log/event.ts';
import { isObject } from '../log/patch.ts';
import { refuse, warn, type Finding } from '../rules/finding.ts';
import type { Text } from '../text.ts';
import { sealedSchema, type Sealed } from './sealed.ts';

/** Acts the actor for the center (中心) or by rule, so that no unit bounds the act. */
export function actsForCenter(actor: Actor): boolean {
  return actor.roles.some((role) => role !== 'U');
}

/** A unit clerk (单位经办人) works on records of the own unit only (domain.md 4.1). */
export function checkOwnUnit(
  actor: Actor,
  unit: string | null | undefined,
  place: string,
): readonly Finding[] {
  if (actsForCenter(actor) || unit === actor.unitId) return [];
  return [
    refuse('access/other-unit', 'R021', place, {
      zh: '单位经办人只能办理本单位事项;请改由该单位经办人或中心备案员办理',
      en: 'A unit clerk works on the own unit only; let that unit or the center do it',
    }),
  ];
}

/** A referred object that is not there, named by its label. */
export function unknownRef(place: string, label: Text): Finding {
  return refuse('ref/unknown', null, place, {
    zh: `「${label.zh}」所选记录不存在或已停用;请重新选择`,
    en: `${label.en}: the chosen record does not exist or is no longer in use; choose another`,
  });
}

/**
 * The sealed form of a personal secret.
 * @throws TypeError for a raw value: it must never come so far, since a patch ends in the log
 */
export function sealedOf(value: string | Sealed | null | undefined): Sealed | null {
  if (value === null || value === undefined) return null;
  if (isObject(value)) return sealedSchema.parse(value);
  throw new TypeError('a personal secret reached a decider unsealed');
}

/** An act that would change nothing leaves no line in the log. */
export function nothingChanged(): Finding {
  return refuse('act/nothing-changed', null, '', {
    zh: '没有任何变化;请先修改内容',
    en: 'Nothing would change; edit something first',
  });
}

/** The same findings at the field that carries the value here. */
export function at(
  findings: readonly Finding[],
  places: Readonly<Record<string, string>>,
): readonly Finding[] {
  return findings.map((finding) => ({ ...finding, place: places[finding.place] ?? finding.place }));
}

/** The same findings as mere warnings: shown and recorded where the act may still go on. */
export function asWarnings(findings: readonly Finding[]): readonly Finding[] {
  return findings.map((finding) => warn(finding.code, finding.rule, finding.place, finding.text));
}
