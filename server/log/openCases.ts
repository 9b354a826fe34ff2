import { proposerOf, type CaseState } from '../../shared/domain/case/state.ts';
import type { ObjectType } from '../../shared/domain/objectType.ts';
import { refuse, type Finding } from '../../shared/rules/finding.ts';
import { canonicalJson } from '../../shared/log/canonical.ts';
import type { Command } from './plan.ts';
import type { Reader } from './reader.ts';

/** Cases over one object that nobody has decided yet; batches count where the object is their first. */
export async function openCasesOf(
  reader: Reader,
  type: ObjectType,
  id: string,
): Promise<readonly CaseState[]> {
  const cases: readonly CaseState[] = await reader.findBy('case', 'objectId', [id]);
  return cases.filter((found) => found.state === 'open' && found.commands?.[0]?.type === type);
}

/** The same act with the same content waits already: a second case would ask for the same decision twice. */
export async function checkProposedBefore(reader: Reader, command: Command): Promise<readonly Finding[]> {
  const content = canonicalJson(command.input);
  const same = (await openCasesOf(reader, command.type, command.id)).find(({ kind, commands = [] }) => {
    const [first] = commands;
    return kind === 'approval' && first?.act === command.act && canonicalJson(first.input) === content;
  });
  if (!same) return [];
  const who = proposerOf(same)?.name ?? '';
  return [
    refuse('case/proposed-before', null, '', {
      zh: `同一事项已由${who}提交复核,案件 ${same.no ?? ''};请等待复核结果,或由提出人撤回后再提交`,
      en: `${who} has proposed the same already, case ${same.no ?? ''}; wait for its decision, or have it withdrawn first`,
    }),
  ];
}
