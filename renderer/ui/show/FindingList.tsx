import {
  BellOutlined,
  CloseCircleOutlined,
  EditOutlined,
  ExclamationCircleOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Finding, Severity } from '../../../shared/rules/finding.ts';
import { useText } from '../../locales/text.ts';
import { Clause } from './Clause.tsx';
import './show.css';

const icons: Record<Severity, ReactNode> = {
  refuse: <CloseCircleOutlined className="tone-danger" />,
  'needs-reason': <EditOutlined className="tone-warn" />,
  warn: <ExclamationCircleOutlined className="tone-warn" />,
  remind: <BellOutlined className="tone-warn" />,
};

interface Props {
  readonly findings: readonly Finding[];
  /** Goes to the field of a finding; without it the findings are plain text. */
  readonly onJump?: (place: string) => void;
}

/** Every finding at once, each with what it does to the act, its sentence and its clause. */
export function FindingList({ findings, onJump }: Props) {
  const { t, say } = useText();
  if (findings.length === 0) return null;
  const stops = findings.some(({ severity }) => severity === 'refuse' || severity === 'needs-reason');
  const title = t(stops ? 'findings.title' : 'findings.mild', { n: findings.length });
  return (
    <section
      className={stops ? 'findings' : 'findings mild'}
      role={stops ? 'alert' : 'note'}
      aria-label={title}
    >
      <header>
        <h3>{title}</h3>
        {onJump && <span className="muted">{t('findings.next')}</span>}
      </header>
      <ul>
        {findings.map((finding) => (
          <li key={`${finding.code} ${finding.place} ${finding.text.zh}`}>
            <span
              role="img"
              aria-label={t(`findings.${finding.severity}`)}
              title={t(`findings.${finding.severity}`)}
            >
              {icons[finding.severity]}
            </span>
            <span className="grow">
              {onJump && finding.place !== '' ? (
                <a
                  href={`#${finding.place}`}
                  onClick={(event) => {
                    event.preventDefault();
                    onJump(finding.place);
                  }}
                >
                  {say(finding.text)}
                </a>
              ) : (
                say(finding.text)
              )}
            </span>
            <Clause rule={finding.rule} />
          </li>
        ))}
      </ul>
    </section>
  );
}
