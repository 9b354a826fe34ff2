import { useEffect, useEffectEvent } from 'react';
import * as z from 'zod';
import type { EditorProps } from '../../ui/form/actFields.ts';
import { CellPicker } from '../../ui/form/CellPicker.tsx';
import { grantsIn } from './grants.ts';

const texts = z.array(z.string()).catch([]);

/** Rights of an adjusted grant: starts from what the chosen grant holds. */
export function CellsEditor({ id, value, values, state, onChange }: EditorProps) {
  const grant = grantsIn(state).find((one) => one.no === values['grant']);
  const start = useEffectEvent((chosen: string | undefined) => {
    if (grant && grant.no === chosen && texts.parse(value).length === 0) onChange(grant.cells);
  });
  const chosen = grant?.no;
  useEffect(() => start(chosen), [chosen]);
  return <CellPicker id={id} withRoles cells={texts.parse(value)} onChange={onChange} />;
}
