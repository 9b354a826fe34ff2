import { CodedError } from '../codedError.ts';
import type { SampleScale } from '../setup/sample/history.ts';
import type { Given } from './command.ts';

/** What `--scale` names: a sample told act by act, or a number of filings poured after a small one. */
export type Scale =
  | { readonly kind: 'sample'; readonly scale: SampleScale }
  | { readonly kind: 'bulk'; readonly filings: number };

/** @throws CodedError `seed/scale` for anything but the named scales and whole numbers up to ten million */
export function scaleOf({ values }: Given): Scale {
  const text = String(values['scale']);
  if (text === 'small' || text === 'city') return { kind: 'sample', scale: text };
  const filings = text === '1m' ? 1_000_000 : /^\d{1,8}$/.test(text) ? Number(text) : 0;
  if (filings >= 1 && filings <= 10_000_000) return { kind: 'bulk', filings };
  throw new CodedError('seed/scale', {
    zh: `规模「${text}」无效;请用 small、city、1m 或 1 至 10000000 的备案数`,
    en: `The scale "${text}" is unknown; use small, city, 1m or a number of filings from 1 to 10000000`,
  });
}

/** A sample that is told act by act. @throws CodedError `seed/scale`, `init/scale` for bulk data */
export function sampleScaleOf(given: Given): SampleScale {
  const scale = scaleOf(given);
  if (scale.kind === 'sample') return scale.scale;
  throw new CodedError('init/scale', {
    zh: '初始化只接受 small 或 city;测量用的大量数据请先 init,再用 center seed --scale 填充',
    en: 'init takes small or city only; for bulk data run init, then center seed --scale',
  });
}
