/** A sentence in the two languages of the client; zh-CN is the authoritative one. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** Language of the user interface. */
export type Language = 'zh-CN' | 'en-US';

/** Picks the sentence of one language. */
export function say(text: Text, language: Language): string {
  return language === 'zh-CN' ? text.zh : text.en;
}
