import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  CloseCircleOutlined,
  EditOutlined,
  ExclamationCircleOutlined,
  MinusCircleOutlined,
  PauseCircleOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Options } from '../../../shared/domain/options.ts';
import { useText } from '../../locales/text.ts';
import { toneOf, type Tone } from './tones.ts';
import './show.css';

const icons: Record<Tone, ReactNode> = {
  good: <CheckCircleOutlined />,
  waiting: <ClockCircleOutlined />,
  paused: <PauseCircleOutlined />,
  warn: <ExclamationCircleOutlined />,
  bad: <CloseCircleOutlined />,
  over: <MinusCircleOutlined />,
  draft: <EditOutlined />,
};

/** A state as icon, word and colour; never by colour alone. */
export function StateTag({ state, states }: { readonly state: string; readonly states: Options }) {
  const { say } = useText();
  const label = states[state];
  const tone = toneOf(state);
  return (
    <span className={`tag tag-${tone}`}>
      <span aria-hidden="true">{icons[tone]}</span>
      <span className="ellipsis">{label ? say(label) : state}</span>
    </span>
  );
}
