import type { CellNames } from '../domain/account/cellText.ts';
import type { Options } from '../domain/options.ts';
import { sealedSchema } from '../domain/sealed.ts';
import type { LedgerCell, LedgerContext } from './ledger.ts';

/** Joins the parts of a list in one cell. */
export const LIST = '、';

/** A value, or an empty cell for none. */
export function plain(value: string | number | null | undefined): LedgerCell {
  return value === undefined || value === '' ? null : value;
}

/** The official term of an option; an unknown key stands for itself. */
export function term(options: Options, key: string | null | undefined): LedgerCell {
  return key ? (options[key]?.zh ?? key) : null;
}

/** Official terms of several options. */
export function terms(options: Options, keys: readonly string[] | null | undefined): LedgerCell {
  return plain((keys ?? []).map((key) => options[key]?.zh ?? key).join(LIST));
}

/** 是 or 否; empty when it is not known. */
export function yesNo(value: boolean | null | undefined): LedgerCell {
  return value === null || value === undefined ? null : value ? '是' : '否';
}

/** Title of a record; its id when none is known. */
export function nameOf(id: string | null | undefined, { names }: LedgerContext): LedgerCell {
  return id ? (names[id] ?? id) : null;
}

/** Titles of several records. */
export function namesOf(ids: readonly string[] | null | undefined, { names }: LedgerContext): LedgerCell {
  return plain((ids ?? []).map((id) => names[id] ?? id).join(LIST));
}

/** The mask of a sealed secret; a value that is not sealed is never shown. */
export function maskOf(value: unknown): LedgerCell {
  const sealed = sealedSchema.safeParse(value);
  return sealed.success ? sealed.data.mask : null;
}

/** Names of sites and columns as rights in words need them. */
export function rightNames({ names }: LedgerContext): CellNames {
  return {
    site: (id) => names[id] ?? id,
    column: (site, id) => names[`${site}/${id}`] ?? id,
  };
}
