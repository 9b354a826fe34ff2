import { Select } from 'antd';
import * as z from 'zod';
import type { GrantStateName } from '../../../shared/domain/account/terms.ts';
import { useText } from '../../locales/text.ts';
import type { Editor, EditorProps } from '../../ui/form/actFields.ts';
import { grantLine, grantsIn } from './grants.ts';

const many = z.array(z.string()).catch([]);

/** Editor that picks among the account's grants in the given states; one of them, or several. */
export function grantPicker(states: readonly GrantStateName[], single = false): Editor {
  return function GrantPicker({ id, state, value, onChange, onBlur, invalid }: EditorProps) {
    const words = useText();
    const grants = grantsIn(state).filter((grant) => states.includes(grant.state));
    return (
      <Select
        id={id}
        style={{ width: '100%' }}
        {...(invalid && { status: 'error' as const })}
        {...(!single && { mode: 'multiple' as const })}
        value={single ? (typeof value === 'string' ? value : null) : many.parse(value)}
        onChange={onChange}
        onBlur={onBlur}
        options={grants.map((grant) => ({ value: grant.no, label: grantLine(grant, words) }))}
      />
    );
  };
}
