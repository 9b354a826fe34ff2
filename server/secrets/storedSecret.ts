import type { Center } from '../center.ts';

/** Opens a stored personal secret; null when its retention has ended and it was deleted. */
export async function openStored(center: Center, ref: string): Promise<string | null> {
  const { rows } = await center.pool.query<{ ciphertext: string }>(
    'SELECT ciphertext FROM log.secret WHERE ref = $1',
    [ref],
  );
  const [row] = rows;
  return row ? center.vault.open(row.ciphertext, ref) : null;
}
