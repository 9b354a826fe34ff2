import { WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { problems } from '../../../shared/errors/catalog.ts';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { useText } from '../../locales/text.ts';
import { CodeText } from './CodeText.tsx';
import './show.css';

interface Props {
  readonly error: unknown;
  readonly retry?: (() => void) | undefined;
}

/** What failed, what was and was not changed, what to do, and the request number to pass on. */
export function ErrorState({ error, retry }: Props) {
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
