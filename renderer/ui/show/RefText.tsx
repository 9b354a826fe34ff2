import { Link } from 'react-router';
import type { ObjectType } from '../../../shared/domain/objectType.ts';
import { useCenter } from '../../bridge/center.ts';
import { recordPath } from '../recordPath.ts';
import { useDef } from '../defs.ts';

interface Props {
  readonly type: ObjectType;
  readonly id: string;
  /** Titles that came with the answer; one that is not there is asked for. */
  readonly titles?: Readonly<Record<string, string>> | undefined;
}

/** Another object by its title, as a link to it. */
export function RefText({ type, id, titles }: Props) {
  const title = useTitle(type, id, titles);
  return (
    <Link to={recordPath(type, id)} onClick={(event) => event.stopPropagation()} title={title}>
      {title}
    </Link>
  );
}

/** Title of an object; its short id while it loads or where this person may not see it. */
export function useTitle(type: ObjectType, id: string, titles?: Readonly<Record<string, string>>): string {
  const known = titles?.[id];
  const def = useDef(type);
  const record = useCenter(
    'records.get',
    { type, id },
    { enabled: known === undefined && def !== undefined },
  );
  if (known !== undefined) return known;
  return record.data && def ? def.title(record.data.state) : id.slice(0, 8);
}
