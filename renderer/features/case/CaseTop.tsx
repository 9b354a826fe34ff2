import * as z from 'zod';
import { objectTypes, objectTypeNames } from '../../../shared/domain/objectType.ts';
import { useSession } from '../../app/session.ts';
import { useText } from '../../locales/text.ts';
import type { RecordView } from '../../ui/record/RecordPane.tsx';
import { RefText } from '../../ui/show/RefText.tsx';
import { CaseEffect } from './CaseEffect.tsx';
import { UndoBatch } from './UndoBatch.tsx';
import { useDecisionKeys } from './useDecisionKeys.ts';

interface Props {
  readonly view: RecordView;
  readonly openAct: (act: string) => void;
}

const subject = z.looseObject({
  proposer: z.looseObject({ id: z.string() }).optional(),
  commands: z.array(z.looseObject({ type: z.enum(objectTypeNames), id: z.string() })).catch([]),
});

/**
 * What a case asks for; whoever proposed it is told that another person decides. Once it is decided the record
 * itself says what came of it: the effect compared with today's record would show nothing any more.
 */
export function CaseTop({ view, openAct }: Props) {
  const { t, say } = useText();
  const { accountId, roles } = useSession();
  useDecisionKeys(view, openAct);
  const isOpen = view.state.state === 'open';
  const found = subject.safeParse(view.state).data;
  const [command] = found?.commands ?? [];
  return (
    <section className="pane-section">
      {isOpen && found?.proposer?.id === accountId && <p className="tone-warn">{t('cases.own')}</p>}
      {isOpen && <CaseEffect id={view.state.id} />}
      {!isOpen && command && found?.commands.length === 1 && (
        <p>
          {say(objectTypes[command.type])}:{' '}
          <RefText type={command.type} id={command.id} titles={view.titles} />
        </p>
      )}
      {view.state['kind'] === 'batch' && view.state.state === 'approved' && roles.includes('C1') && (
        <UndoBatch id={view.state.id} />
      )}
    </section>
  );
}
