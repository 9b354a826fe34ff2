/** Colours of one theme. Text colours reach AA (4.5:1) on `surface`, `page` and `raised`. */
export interface Palette {
  readonly page: string;
  readonly surface: string;
  readonly raised: string;
  readonly hover: string;
  readonly selected: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly muted: string;
  readonly primary: string;
  readonly primaryHover: string;
  readonly primarySoft: string;
  readonly onPrimary: string;
  readonly danger: string;
  readonly dangerSoft: string;
  readonly warn: string;
  readonly warnSoft: string;
  readonly good: string;
  readonly goodSoft: string;
  readonly past: string;
  readonly pastSoft: string;
}

export const light: Palette = {
  page: '#f4f6f9',
  surface: '#ffffff',
  raised: '#f8f9fb',
  hover: '#f1f5fa',
  selected: '#e4edf8',
  line: '#e1e6ed',
  lineStrong: '#c5cedb',
  text: '#1c2430',
  muted: '#5a6575',
  primary: '#1b4f91',
  primaryHover: '#2663ad',
  primarySoft: '#e4edf8',
  onPrimary: '#ffffff',
  danger: '#b3261e',
  dangerSoft: '#fcebe9',
  warn: '#8a5300',
  warnSoft: '#fdf2dc',
  good: '#1c6b3c',
  goodSoft: '#e5f3ea',
  past: '#5b3a9e',
  pastSoft: '#efe9fa',
};

export const dark: Palette = {
  page: '#12161c',
  surface: '#181d25',
  raised: '#1e242d',
  hover: '#222a35',
  selected: '#20344f',
  line: '#2b3440',
  lineStrong: '#435062',
  text: '#e4e9f0',
  muted: '#a0acbc',
  primary: '#8ab6ee',
  primaryHover: '#a9caf4',
  primarySoft: '#20344f',
  onPrimary: '#0d1a2b',
  danger: '#ff9d94',
  dangerSoft: '#3d201f',
  warn: '#efb95f',
  warnSoft: '#3a2c12',
  good: '#7fce9b',
  goodSoft: '#183424',
  past: '#c3acf5',
  pastSoft: '#2d2447',
};

/** Row height of tables in px by density. */
export const rowHeights = { compact: 32, standard: 36, roomy: 44 } as const;
export type Density = keyof typeof rowHeights;

export const fontStack =
  '"PingFang SC","Microsoft YaHei UI","HarmonyOS Sans SC","Noto Sans CJK SC",system-ui,sans-serif';
export const monoStack =
  'ui-monospace,"SF Mono","Cascadia Mono","JetBrains Mono","DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace';

/** Hands the palette to the style sheets as `--c-*` and the density as `--row`. */
export function applyTokens(target: HTMLElement, palette: Palette, density: Density, isDark: boolean): void {
  for (const [name, value] of Object.entries(palette)) target.style.setProperty(`--c-${name}`, value);
  target.style.setProperty('--row', `${rowHeights[density]}px`);
  target.style.setProperty('color-scheme', isDark ? 'dark' : 'light');
  target.dataset['theme'] = isDark ? 'dark' : 'light';
}
