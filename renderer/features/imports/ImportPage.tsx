import { Button, Steps } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { importKinds } from '../../../shared/api/kinds.ts';
import type { MethodOutput } from '../../../shared/bridge/contract.ts';
import { objectDefs } from '../../../shared/domain/registry.ts';
import { NotFound } from '../../app/NotFound.tsx';
import { useText } from '../../locales/text.ts';
import { ChooseFile } from './ChooseFile.tsx';
import { importTargets } from './importTargets.ts';
import { MapColumns } from './MapColumns.tsx';
import { Report } from './Report.tsx';
import { Result } from './Result.tsx';
import './import.css';

type Table = MethodOutput<'imports.open'>;
type Checked = MethodOutput<'imports.check'>;
type Done = MethodOutput<'imports.run'>;

/** Where the wizard stands; every step carries what the steps before found. */
export type Stage =
  | { readonly at: 'file' }
  | { readonly at: 'mapping'; readonly table: Table; readonly mapping: readonly (string | null)[] }
  | {
      readonly at: 'check';
      readonly table: Table;
      readonly mapping: readonly (string | null)[];
      readonly report: Checked;
    }
  | { readonly at: 'done'; readonly done: Done };

const stages = ['file', 'mapping', 'check', 'done'] as const;

/** Import wizard (导入): file, mapping, dry run with every error, then one batch that can be undone. */
export default function ImportPage() {
  const { t, say } = useText();
  const { kind: asked } = useParams();
  const kind = importKinds.find((one) => one === asked);
  const [stage, setStage] = useState<Stage>({ at: 'file' });
  if (!kind) return <NotFound />;
  const def = objectDefs[importTargets[kind]];
  return (
    <main className="plain-page import">
      <div className="row">
        <h1 className="grow">{t('import.title', { label: say(def.label) })}</h1>
        {stage.at !== 'file' && <Button onClick={() => setStage({ at: 'file' })}>{t('import.file')}</Button>}
      </div>
      <Steps
        size="small"
        current={stages.indexOf(stage.at)}
        items={[
          { title: t('import.file') },
          { title: t('import.mapping') },
          { title: t('import.check') },
          { title: t('import.result') },
        ]}
      />
      {stage.at === 'file' && (
        <ChooseFile
          kind={kind}
          onTable={(table) => setStage({ at: 'mapping', table, mapping: table.mapping })}
        />
      )}
      {stage.at === 'mapping' && (
        <MapColumns
          kind={kind}
          table={stage.table}
          mapping={stage.mapping}
          onMapping={(mapping) => setStage({ ...stage, mapping })}
          onReport={(report) => setStage({ ...stage, at: 'check', report })}
        />
      )}
      {stage.at === 'check' && (
        <Report
          {...stage}
          onBack={() => setStage({ at: 'mapping', table: stage.table, mapping: stage.mapping })}
          onDone={(done) => setStage({ at: 'done', done })}
        />
      )}
      {stage.at === 'done' && <Result done={stage.done} />}
    </main>
  );
}
