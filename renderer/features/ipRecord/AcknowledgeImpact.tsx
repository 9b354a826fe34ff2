import { Checkbox } from 'antd';
import * as z from 'zod';
import { useCenter } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import type { EditorProps } from '../../ui/form/actFields.ts';
import { ImpactList } from './ImpactList.tsx';

const idsSchema = z.array(z.string()).catch([]);

/** The impact list as it is now and one box under it: what is ticked is exactly what was shown (R020). */
export function AcknowledgeImpact({ id, value, state, onChange }: EditorProps) {
  const { t } = useText();
  const impact = useCenter('records.impact', { id: state.id });
  const sites = [...new Set((impact.data?.sites ?? []).map((site) => site.id))];
  const ticked = idsSchema.parse(value);
  return (
    <div>
      <ImpactList id={state.id} />
      {sites.length > 0 && (
        <Checkbox
          id={id}
          checked={sites.every((site) => ticked.includes(site))}
          onChange={(event) => onChange(event.target.checked ? sites : [])}
        >
          {t('impact.acknowledge', { n: sites.length })}
        </Checkbox>
      )}
    </div>
  );
}
