import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '../../locales/text.ts';
import type { AnyDef } from '../defs.ts';
import { useCreationActs } from './useCreationActs.ts';
import { EmptyState } from '../show/EmptyState.tsx';

interface Props {
  readonly def: AnyDef;
  readonly creation: readonly string[] | undefined;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
  readonly children?: ReactNode;
}

/** Why the list is empty: the filters, or because nothing has been entered yet. */
export function NothingHere({ def, creation, isFiltered, onClear, children }: Props) {
  const { t, say } = useText();
  const mayCreate = useCreationActs(def, creation).length > 0;
  if (isFiltered) {
    return (
      <EmptyState why={t('list.emptyFiltered')} next={t('list.emptyFilteredNext')}>
        <Button onClick={onClear}>{t('list.clear')}</Button>
      </EmptyState>
    );
  }
  if (children) return children;
  return (
    <EmptyState
      why={t('list.empty', { label: say(def.label) })}
      next={t(mayCreate ? 'list.emptyNext' : 'list.emptyRead')}
    />
  );
}
