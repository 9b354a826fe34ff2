import { refuse, type Checked } from '../../rules/finding.ts';
import { accept, reject } from '../../validate/checked.ts';
import { compact } from '../../validate/cleanText.ts';

const shape = /^(https?):\/\/([^\s/?#@:]+)(:\d{1,5})?([/?#]\S*)?$/iu;

/**
 * Address of a home page (首页网址): `https://host/...`; scheme and host become lower case, a missing scheme is not
 * guessed. Finding: `site/home-url`.
 */
export function checkHomeUrl(raw: string, place: string): Checked<string> {
  const match = shape.exec(compact(raw));
  if (match) {
    const [, scheme = '', host = '', port = '', rest = ''] = match;
    return accept(`${scheme.toLowerCase()}://${host.toLowerCase()}${port}${rest || '/'}`);
  }
  return reject(
    refuse('site/home-url', null, place, {
      zh: '首页网址应以 http:// 或 https:// 开头,如 https://sff-demo.changzhou.gov.cn/',
      en: 'A home page begins with http:// or https://, like https://sff-demo.changzhou.gov.cn/',
    }),
  );
}

/** Host of a checked home page address. */
export function hostOf(homeUrl: string): string {
  return shape.exec(homeUrl)?.[2]?.toLowerCase() ?? '';
}
