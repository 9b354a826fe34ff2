import { Select } from 'antd';
import { useText } from '../../locales/text.ts';
import type { EditorProps } from '../../ui/form/actFields.ts';
import { grantLine, grantsIn } from './grants.ts';

const splittable = new Set(['proposed', 'granted', 'active', 'suspended', 'declined']);

/** What is split: the filing's unanswered request, one grant, or roles of this program entered directly. */
export function ParentPicker({ id, state, value, onChange }: EditorProps) {
  const words = useText();
  const grants = grantsIn(state).filter((grant) => splittable.has(grant.state));
  const hasFiling = 'holder' in state;
  const options = [
    ...(hasFiling ? [{ value: 'filing', label: words.t('split.fromFiling') }] : []),
    // A unit's clerk has a filing, but no filing asks for a role of this program.
    { value: 'direct', label: words.t('split.fromDirect') },
    ...grants.map((grant) => ({ value: grant.no, label: grantLine(grant, words) })),
  ];
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      value={typeof value === 'string' ? value : null}
      onChange={onChange}
      options={options}
    />
  );
}
