/** The `code` of a Node.js error (`ENOENT`, `ERR_TLS_...`), or null for anything else. */
export function systemCode(error: unknown): string | null {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') {
    return error.code;
  }
  return null;
}
