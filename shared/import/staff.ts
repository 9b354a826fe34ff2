import { checkIdentityAgreement } from '../domain/staffFiling/identity.ts';
import type { Json } from '../log/patch.ts';
import { refuse, warn } from '../rules/finding.ts';
import { checkLegalDay } from '../calendar/legalDay.ts';
import { identityFacts } from '../validate/identity.ts';
import type { ImportContext } from './context.ts';
import { withValue, type ImportFinding } from './finding.ts';
import { cellOf, namedIn, readPlain, unitOf, type Draft } from './parts.ts';
import type { Cells, ReadParts } from './row.ts';

/**
 * One row of a staff roll (备案名册) as fields of a staff filing, the identity number raw: the server seals it before
 * it goes further. Nothing of the row is kept raw, since it names a person. The rights asked for are entered by hand:
 * a sentence in a cell is no list of rights.
 */
export function readStaffRow(cells: Cells, context: ImportContext): ReadParts {
  const draft = readPlain('staff', cells);
  const host = unitOf(cells, context);
  draft.findings.push(...host.findings.map(unitRequired));
  if (host.unit !== null) draft.record['unit'] = host.unit;
  const sites = namedIn(cellOf(cells, 'siteScope'), 'siteScope', (name) => context.siteByName.get(name));
  draft.findings.push(...sites.findings);
  if (sites.ids.length > 0) draft.record['siteScope'] = sites.ids;
  draft.findings.push(...nameFindings(cells), ...personFindings(draft, context));
  // The roll has one column for duties and tasks (职责任务).
  if (draft.record['duties'] !== undefined) draft.record['tasks'] ??= draft.record['duties'];
  readTraining(draft, cells);
  if (cellOf(cells, 'rights') !== '') draft.findings.push(rightsByHand(cellOf(cells, 'rights')));
  return { key: keyOf(draft, cells, context), record: draft.record, findings: draft.findings };
}

/** A filing without a unit cannot be reviewed by anyone, so here the unit is demanded. */
function unitRequired(found: ImportFinding): ImportFinding {
  return { ...found, ...refuse(found.code, 'R022', found.place, found.text) };
}

function nameFindings(cells: Cells): readonly ImportFinding[] {
  if (cellOf(cells, 'name') !== '') return [];
  const missing = refuse('import/name-missing', 'R022', 'name', {
    zh: '没有姓名;请补填',
    en: 'There is no name; enter it',
  });
  return [{ ...missing, value: '' }];
}

/** Gender and date of birth stand in the identity number; where the row has them too they have to agree. */
function personFindings(draft: Draft, context: ImportContext): readonly ImportFinding[] {
  const { idNumber, birthDate, gender } = draft.record;
  if (typeof idNumber !== 'string') return [];
  const facts = identityFacts(idNumber);
  draft.record['idType'] ??= 'resident';
  draft.record['birthDate'] ??= facts.birthDate;
  draft.record['gender'] ??= facts.gender;
  const known = new Set(draft.findings.map((found) => found.code));
  const agreement = checkIdentityAgreement(
    idNumber,
    typeof birthDate === 'string' ? birthDate : null,
    gender === 'male' || gender === 'female' ? gender : null,
    context.today,
  );
  return withValue(
    agreement.filter((found) => !known.has(found.code)),
    '******',
  );
}

/** 培训情况: `2026-01-15 安全培训 4h 92`, several parted by semicolons; the score may be missing. */
function readTraining(draft: Draft, cells: Cells): void {
  const raw = cellOf(cells, 'training');
  if (raw === '') return;
  const rows: Json[] = [];
  for (const part of raw.split(/[;；\n]+/).filter((text) => text.trim() !== '')) {
    const match =
      /^\s*(\S+?)[\s,，]+(\S+?)[\s,，]+(\d{1,3})\s*(?:h|小时|学时|课时)(?:[\s,，]+(\d{1,3})\s*分?)?\s*$/i.exec(
        part,
      );
    const date = match ? checkLegalDay(match[1] ?? '', 'training').value : null;
    if (!match || date === null) draft.findings.push(trainingByHand(part.trim()));
    else {
      rows.push({
        date,
        topic: match[2] ?? '',
        hours: Number(match[3]),
        ...(match[4] !== undefined && { score: Number(match[4]) }),
      });
    }
  }
  if (rows.length > 0) draft.record['training'] = rows;
}

function trainingByHand(value: string): ImportFinding {
  return {
    ...warn('import/training-unread', 'R117', 'training', {
      zh: `培训情况「${value}」未能识别(应如“2026-01-15 安全培训 4h 92”);请在备案中补填`,
      en: `The training "${value}" could not be read (it looks like "2026-01-15 安全培训 4h 92"); enter it in the filing`,
    }),
    value,
  };
}

function rightsByHand(value: string): ImportFinding {
  return {
    ...warn('import/rights-by-hand', 'R022', 'requestedPermissions', {
      zh: `权限范围「${value}」为文字描述;请在备案中按网站、栏目、动作选择`,
      en: `The rights "${value}" are words; choose them by site, column and action in the filing`,
    }),
    value,
  };
}

function keyOf(draft: Draft, cells: Cells, context: ImportContext): string | null {
  const { idNumber, name, unit } = draft.record;
  if (typeof idNumber === 'string') return context.personDigest(idNumber);
  if (typeof name !== 'string') return null;
  return `${name}/${typeof unit === 'string' ? unit : cellOf(cells, 'unit')}`;
}
