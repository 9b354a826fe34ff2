import { refuse, type Checked } from '../rules/finding.ts';
import { accept, reject } from './checked.ts';
import { dropInvisible, foldWidth } from './cleanText.ts';

/**
 * List of open ports (开放端口), parted by commas, 、, ; or spaces; sorted, each once.
 * Findings, one per wrong entry: `ports/range`, `ports/format`, `ports/out-of-range`.
 */
export function checkPorts(raw: string, place: string): Checked<readonly number[]> {
  const parts = dropInvisible(foldWidth(raw))
    .split(/[,;、\s]+/)
    .filter((part) => part !== '');
  const wrong = parts.flatMap((part) => {
    if (/^\d+[-~]\d+$/.test(part)) {
      return refuse('ports/range', null, place, {
        zh: `“${part}”是范围；请逐个写出实际开放的端口`,
        en: `"${part}" is a range; list each port that is open`,
      });
    }
    if (!/^\d+$/.test(part)) {
      return refuse('ports/format', null, place, {
        zh: `“${part}”不是端口号；应如 80、443`,
        en: `"${part}" is no port; they look like 80, 443`,
      });
    }
    const port = Number(part);
    if (port >= 1 && port <= 65_535) return [];
    return refuse('ports/out-of-range', null, place, {
      zh: `端口 ${part} 超出 1–65535；请核对`,
      en: `Port ${part} is outside 1-65535; check it`,
    });
  });
  if (wrong.length > 0) return reject(...wrong);
  return accept([...new Set(parts.map(Number))].sort((a, b) => a - b));
}
