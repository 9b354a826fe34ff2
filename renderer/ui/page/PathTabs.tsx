import { Segmented } from 'antd';
import { useNavigate } from 'react-router';
import { type TextKey, useText } from '../../locales/text.ts';

interface Props {
  /** Path of the page it stands on. */
  readonly at: string;
  /** Pages that share one module of the navigation: path and name. */
  readonly tabs: readonly (readonly [path: string, label: TextKey])[];
}

/** Switches between the pages of one module. */
export function PathTabs({ at, tabs }: Props) {
  const { t } = useText();
  const navigate = useNavigate();
  return (
    <Segmented
      size="small"
      value={at}
      onChange={(path) => void navigate(path)}
      options={tabs.map(([value, label]) => ({ value, label: t(label) }))}
    />
  );
}
