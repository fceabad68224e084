import { IntlMessageFormat } from 'intl-messageformat';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { en } from './en';
import type { MessageKey, Messages } from './messages';
import type { EnglishWords, Words } from './words';

export type Locale = 'en' | 'nl' | 'de';
export type { MessageKey } from './messages';
export const LOCALES: readonly { value: Locale; label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'nl', label: 'Nederlands' },
  { value: 'de', label: 'Deutsch' },
];

export interface Catalogue {
  messages: Messages;
  words: Words | EnglishWords;
  /** What the server says in English of what a port asks for, by its codes without `requirement.`. */
  requirements?: Record<string, string>;
}

type MessageValues = Record<string, string | number>;
export type Translate = (key: MessageKey, values?: MessageValues) => string;

export interface I18n {
  locale: Locale;
  /** What Intl is given: the region decides how dates are written. */
  formatLocale: string;
  t: Translate;
  words: Words | EnglishWords;
  /** A text of a requirement in the reader's language; what staff have written themselves has no code, and stays as they wrote it. */
  asked: <Text extends string | null | undefined>(text: Text, code: string | null | undefined) => Text | string;
}

const FORMAT_LOCALES: Record<Locale, string> = { en: 'en-GB', nl: 'nl-NL', de: 'de-DE' };
const LOADERS: Record<Locale, () => Promise<Catalogue>> = {
  en: async () => en,
  nl: async () => (await import('./nl')).nl,
  de: async () => (await import('./de')).de,
};

/** A translator over one catalogue; ICU messages are parsed once, plain ones never. */
export function makeI18n(locale: Locale, catalogue: Catalogue): I18n {
  const parsed = new Map<string, IntlMessageFormat>();
  const t: Translate = (key, values) => {
    const text = catalogue.messages[key];
    if (!text.includes('{')) return text;
    let format = parsed.get(key);
    if (!format) {
      format = new IntlMessageFormat(text, FORMAT_LOCALES[locale]);
      parsed.set(key, format);
    }
    return String(format.format(values));
  };
  const asked: I18n['asked'] = (text, code) =>
    catalogue.requirements?.[code?.replace('requirement.', '') ?? ''] ?? text;
  return { locale, formatLocale: FORMAT_LOCALES[locale], t, words: catalogue.words, asked };
}

const I18nContext = createContext<I18n>(makeI18n('en', en));

export function useI18n(): I18n {
  return useContext(I18nContext);
}

/** The locale that a wish ("nl-BE", "de", …) amounts to. */
export function localeOf(wish: string | null | undefined): Locale {
  const language = wish?.slice(0, 2).toLowerCase();
  return LOCALES.find((locale) => locale.value === language)?.value ?? 'en';
}

export function I18nProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  const [loaded, setLoaded] = useState<{ locale: Locale; catalogue: Catalogue }>({ locale: 'en', catalogue: en });
  useEffect(() => {
    let current = true;
    void LOADERS[locale]().then((catalogue) => {
      if (current) {
        document.documentElement.lang = locale;
        setLoaded({ locale, catalogue });
      }
    });
    return () => {
      current = false;
    };
  }, [locale]);
  const i18n = useMemo(() => makeI18n(loaded.locale, loaded.catalogue), [loaded]);
  return <I18nContext value={i18n}>{children}</I18nContext>;
}
