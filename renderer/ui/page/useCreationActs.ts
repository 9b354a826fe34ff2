import { useSession } from '../../app/session.ts';
import type { AnyDef } from '../defs.ts';

/** Acts that bring a new record into being and that the signed-in person's roles may propose; as far as the page offers them. */
export function useCreationActs(def: AnyDef, only?: readonly string[]): readonly string[] {
  const { roles } = useSession();
  return Object.entries(def.acts)

    .filter(([name]) => only === undefined || only.includes(name))
    .filter(
      ([, act]) => act.from.includes('none') && act.roles.some((role) => roles.some((mine) => mine === role)),
    )
    .map(([name]) => name);
}
