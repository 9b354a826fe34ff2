import type { AccountState } from '../../shared/domain/account/state.ts';
import type { AccountKind } from '../../shared/rules/terms.ts';
import { checkIp, overlaps } from '../../shared/validate/ipAddress.ts';

/** Address blocks from which accounts of a kind may work; a kind that is absent may from everywhere (X07). */
export type SourcePolicy = Readonly<Partial<Record<AccountKind, readonly string[]>>>;

/**
 * May the account work from this address: the center's blocks for its kind, and the account's own allowed addresses
 * (允许地址) where it has some; both have to agree.
 */
export function isAllowedSource(
  policy: SourcePolicy,
  { kind, ipAllow }: Pick<AccountState, 'kind' | 'ipAllow'>,
  ip: string | null,
): boolean {
  const ofKind = kind ? policy[kind] : undefined;
  return [ofKind, ipAllow?.length ? ipAllow : undefined].every((blocks) => !blocks || isWithin(blocks, ip));
}

function isWithin(blocks: readonly string[], ip: string | null): boolean {
  // An IPv4 address in IPv6 clothes is the IPv4 address.
  const own = checkIp((ip ?? '').replace(/^::ffff:(?=\d+\.)/i, ''), '').value;
  if (own === null) return false;
  return blocks.some((text) => {
    const block = checkIp(text, '').value;
    return block !== null && overlaps(block, own);
  });
}
