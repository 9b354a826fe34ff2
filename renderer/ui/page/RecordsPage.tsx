import { type ReactNode, useMemo, useState } from 'react';
import * as z from 'zod';
import type { ImportKind, LedgerKind } from '../../../shared/api/kinds.ts';
import type { Filter, Row, Sort } from '../../../shared/query/spec.ts';
import { rowHeights } from '../../theme/tokens.ts';
import { usePreferences } from '../../app/preferences.ts';
import { useText } from '../../locales/text.ts';
import type { AnyDef } from '../defs.ts';
import { FilterBar } from '../filter/FilterBar.tsx';
import { toggleSort, useListState } from '../filter/useListState.ts';
import { defaultColumns, gridColumns } from '../grid/columns.tsx';
import { DataGrid } from '../grid/DataGrid.tsx';
import { useRecordPages } from '../grid/useRecordPages.ts';
import { useLayoutMemory } from '../layoutMemory.ts';
import { type PaneExtras, RecordPane } from '../record/RecordPane.tsx';
import { ErrorState } from '../show/ErrorState.tsx';
import { LoadingState } from '../show/LoadingState.tsx';
import { ListContext } from './list.ts';
import { PageHead } from './PageHead.tsx';
import { NothingHere } from './NothingHere.tsx';
import { StatusLine } from './StatusLine.tsx';

export interface RecordsPageProps {
  readonly def: AnyDef;
  /** Title over the list; the object's own name by default. */
  readonly title?: string;
  /** Ledger that Ctrl+E exports. */
  readonly ledger?: LedgerKind;
  readonly importKind?: ImportKind;
  /** Acts that the page offers for new records; all by default. */
  readonly creation?: readonly string[];
  readonly pane?: PaneExtras;
  /** Order before a head is pressed; keep its identity between renders. */
  readonly initialSort?: readonly Sort[];
  /** Always in force, not shown as chips (tabs of a page); keep its identity between renders. */
  readonly fixedFilters?: readonly Filter[];
  /** Stands in the head beside the title: tabs, further buttons, which know the list by `useList`. */
  readonly head?: ReactNode;
  /** Replaces the words of the empty list. */
  readonly empty?: ReactNode;
}

const columnsSchema = z.array(z.string()).min(1);
const noFilters: readonly Filter[] = [];
const noSort: readonly Sort[] = [];

/** The list page of any object: head, filters, grid, pane, status line; all of it follows from the definition. */
export function RecordsPage(props: RecordsPageProps) {
  const { def, fixedFilters = noFilters } = props;
  const words = useText();
  const { density } = usePreferences();
  const state = useListState(props.initialSort ?? noSort);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useLayoutMemory(`columns.${def.type}`, columnsSchema, [...defaultColumns(def)]);
  const { filters, text, sort } = state;
  const spec = useMemo(
    () => ({ type: def.type, filters: [...fixedFilters, ...filters], text, sort: [...sort] }),
    [def.type, fixedFilters, filters, text, sort],
  );
  const pages = useRecordPages(spec);
  const columns = useMemo(
    () => gridColumns(def, chosen, words, pages.titles),
    [def, chosen, words, pages.titles],
  );
  const { change } = state;
  const open = (id: string | null, act: string | null = null) => change({ openId: id, act });
  const isFiltered = state.filters.length > 0 || state.text !== '';
  const list = { ticked, openId: state.openId, openAct: open };
  return (
    <div className="page">
      <main className="page-main">
        <PageHead
          {...props}
          spec={spec}
          total={pages.latest && pages.total}
          columns={chosen}
          onColumns={setChosen}
          onNew={(act) => open(crypto.randomUUID(), act)}
          onView={(view) => {
            change({
              filters: view?.query.filters ?? [],
              text: view?.query.text ?? '',
              sort: view?.query.sort ?? [],
            });
            if (view && view.columns.length > 0) setChosen(view.columns);
          }}
        >
          <ListContext value={list}>{props.head}</ListContext>
        </PageHead>
        <FilterBar
          columns={def.columns}
          filters={state.filters}
          text={state.text}
          titles={pages.titles}
          onChange={change}
        />
        {pages.error && <ErrorState error={pages.error} retry={pages.retry} />}
        {pages.isLoading && pages.latest === null && <LoadingState isPaused={pages.isPaused} />}
        {pages.latest && pages.total === 0 && (
          <NothingHere
            def={def}
            creation={props.creation}
            isFiltered={isFiltered}
            onClear={() => change({ filters: [], text: '' })}
          >
            {props.empty}
          </NothingHere>
        )}
        {pages.total > 0 && (
          <DataGrid
            label={props.title ?? words.say(def.label)}
            columns={columns}
            total={pages.total}
            rowHeight={rowHeights[density]}
            rowAt={pages.rowAt}
            onRange={pages.onRange}
            sort={state.sort}
            onSort={(column) => change({ sort: toggleSort(state.sort, column) })}
            ticked={ticked}
            onTick={setTicked}
            openId={state.openId}
            onOpen={(row: Row) => open(row.id)}
          />
        )}
        <StatusLine latest={pages.latest} ticked={ticked.size} />
      </main>
      {state.openId !== null && (
        <RecordPane
          key={state.openId}
          def={def}
          id={state.openId}
          act={state.act}
          {...(props.pane && { extras: props.pane })}
          onAct={(act) => open(state.openId, act)}
          onClose={() => open(null)}
        />
      )}
    </div>
  );
}
