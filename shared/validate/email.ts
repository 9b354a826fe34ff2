import * as z from 'zod';
import { refuse, warn, type Checked } from '../rules/finding.ts';
import { accept, reject } from './checked.ts';
import { compact } from './cleanText.ts';

const ADDRESS = z.email();

/**
 * E-mail address (电子邮箱); the domain part becomes lower case, the mailbox stays as typed.
 * With `preferGovernment` an address outside .gov.cn is noted. Findings: `email/format`, `email/length`;
 * warning `email/not-government`.
 */
export function checkEmail(
  raw: string,
  place: string,
  options: { readonly preferGovernment?: boolean } = {},
): Checked<string> {
  const typed = compact(raw);
  const at = typed.lastIndexOf('@');
  const address = typed.slice(0, at + 1) + typed.slice(at + 1).toLowerCase();
  if (!ADDRESS.safeParse(address).success) {
    return reject(
      refuse('email/format', null, place, {
        zh: `“${raw.trim()}”不是电子邮箱地址；应如 xx@changzhou.gov.cn`,
        en: `"${raw.trim()}" is no e-mail address; it looks like xx@changzhou.gov.cn`,
      }),
    );
  }
  if (address.length > 254 || at > 64) {
    return reject(
      refuse('email/length', null, place, {
        zh: '电子邮箱地址过长（@ 前最多 64 个字符，全长最多 254 个）；请核对',
        en: 'The e-mail address is too long (at most 64 characters before @, 254 in all); check it',
      }),
    );
  }
  const outside = options.preferGovernment === true && !/[@.]gov\.cn$/.test(address);
  if (!outside) return accept(address);
  return accept(address, [
    warn('email/not-government', null, place, {
      zh: '不是 .gov.cn 邮箱；办理公务请优先使用政务邮箱',
      en: 'This mailbox is not under .gov.cn; a government mailbox is preferred for official business',
    }),
  ]);
}
