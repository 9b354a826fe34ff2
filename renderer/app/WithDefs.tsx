import type { ReactNode } from 'react';
import { objectDefs } from '../../shared/domain/registry.ts';
import { DefsContext } from '../ui/defs.ts';

/** Hands the object registry to the pages; loaded with the first page, not with the sign-in. */
export default function WithDefs({ children }: { readonly children: ReactNode }) {
  return <DefsContext value={objectDefs}>{children}</DefsContext>;
}
