import { WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { problems } from '../../../shared/errors/catalog.ts';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { useText } from '../../locales/text.ts';
import { CodeText } from './CodeText.tsx';
import { FindingList } from './FindingList.tsx';
import './show.css';

interface Props {
  readonly error: unknown;
  readonly retry?: (() => void) | undefined;
  /** The findings stand elsewhere already, beside their fields. */
  readonly isBare?: boolean;
}

/** What failed, what was and was not changed, what to do, the request number to pass on, and every finding. */
export function ErrorState({ error, retry, isBare = false }: Props) {
  const findings = error instanceof ProblemError && !isBare ? error.problem.findings : [];
  const sentence = <Sentence error={error} retry={retry} />;
  if (findings.length === 0) return sentence;
  return (
    <div className="stack tight">
      {sentence}
      <FindingList findings={findings} />
    </div>
  );
}

function Sentence({ error, retry }: Props) {
  const { t, say } = useText();
  const problem = error instanceof ProblemError ? error.problem : null;
  return (
    <div className="problem" role="alert">
      <span aria-hidden="true">
        <WarningOutlined />
      </span>
      <div className="grow">
        <div>{problem ? say(problems[problem.code].text) : t('error.unexpected')}</div>
        {problem?.requestId && (
          <div className="muted">
            {t('error.request', { id: '' })}
            <CodeText>{problem.requestId}</CodeText>
          </div>
        )}
      </div>
      {retry && (
        <Button size="small" onClick={retry}>
          {t('error.reload')}
        </Button>
      )}
    </div>
  );
}
