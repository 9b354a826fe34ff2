import { createContext, use } from 'react';
import { say as pick, type Language, type Text } from '../../shared/text.ts';
import { credentials as credentialsEn } from './en/credentials.ts';
import { form as formEn } from './en/form.ts';
import { frame as frameEn } from './en/frame.ts';
import { list as listEn } from './en/list.ts';
import { pages as pagesEn } from './en/pages.ts';
import { credentials } from './zh/credentials.ts';
import { profiles as profilesEn } from './en/profiles.ts';
import { form } from './zh/form.ts';
import { frame } from './zh/frame.ts';
import { list } from './zh/list.ts';
import { pages } from './zh/pages.ts';
import { profiles } from './zh/profiles.ts';

const zh = { ...frame, ...list, ...form, ...pages, ...credentials, ...profiles };

/** Key of a sentence of the screens; Chinese sets the list, English has to follow (else it does not compile). */
export type TextKey = keyof typeof zh;

const dictionaries: Record<Language, Record<TextKey, string>> = {
  'zh-CN': zh,
  'en-US': { ...frameEn, ...listEn, ...formEn, ...pagesEn, ...credentialsEn, ...profilesEn },
};

/** What `useText` gives: words of the screens by key, and sentences that came with data. */
export interface Words {
  readonly language: Language;
  /** Sentence of a key with `{name}` replaced from `params`, `{name|day|days}` by the word for one or for more. */
  t(key: TextKey, params?: Readonly<Record<string, string | number>>): string;
  /** The sentence of the present language. */
  say(text: Text): string;
  /** A verb of an act as it stands alone, on a button or at the start of a line. */
  verb(text: Text): string;
  /** Several words as one list: `、` or commas. */
  join(words: readonly string[]): string;
}

/** Words of one language. */
export function wordsOf(language: Language): Words {
  const dictionary = dictionaries[language];
  return {
    language,
    t: (key, params) => {
      const sentence = dictionary[key];
      if (!params) return sentence;
      return sentence.replace(
        /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g,
        (whole, name: string, one?: string, many?: string) =>
          String((one === undefined ? params[name] : params[name] === 1 ? one : many) ?? whole),
      );
    },
    say: (text) => pick(text, language),
    verb: (text) => {
      const word = pick(text, language);
      return word.charAt(0).toUpperCase() + word.slice(1);
    },
    join: (words) => words.join(language === 'zh-CN' ? '、' : ', '),
  };
}

/** Carries the words of the present language; set by `Preferences`. */
export const WordsContext = createContext<Words>(wordsOf('zh-CN'));

/** The words of the present language. */
export function useText(): Words {
  return use(WordsContext);
}
