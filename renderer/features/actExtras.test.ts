import { expect, it } from 'vitest';
import { objectDefs } from '../../shared/domain/registry.ts';
import { isObjectType } from '../ui/defs.ts';
import { actFields } from '../ui/form/actFields.ts';
import { actExtras } from './actExtras.ts';

it('every field of every form, and every choice in it, has a name in both languages', () => {
  const nameless: string[] = [];
  for (const [type, def] of Object.entries(objectDefs)) {
    if (!isObjectType(type)) continue;
    for (const [name, act] of Object.entries(def.acts)) {
      // A case is opened by the server, never in a form.
      if (act.roles.every((role) => role === 'SYS') || (type === 'case' && name === 'open')) continue;
      const extras = actExtras[type][name] ?? {};
      for (const { key, meta } of actFields(act, extras)) {
        if (extras.hidden?.includes(key)) continue;
        const isKey = ({ zh, en }: { readonly zh: string; readonly en: string }) =>
          zh === en && /^[a-z]/.test(en);
        const texts = [meta.label, ...Object.values(meta.options ?? {})].filter(isKey);
        nameless.push(...texts.map(({ en }) => `${type} ${name} ${key}: ${en}`));
      }
    }
  }
  expect(nameless).toEqual([]);
});
