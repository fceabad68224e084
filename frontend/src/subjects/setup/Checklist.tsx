import { Anchor } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { type MouseEvent, useMemo } from 'react';
import type { NumberType, SetupLineFragment } from '../../gql';
import { useI18n } from '../../i18n';
import { Icon } from '../../ui/Icon';
import classes from './Checklist.module.css';

/** What the installation lacks, a line each that leads to where it is set. */
export function Checklist({ items }: { items: readonly SetupLineFragment[] }) {
  const worded = useWords();
  const router = useRouter();
  const go = (path: string) => (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    router.history.push(path);
  };
  return (
    <ul className={classes.list}>
      {items.map((item) => {
        const text = worded(item);
        return (
          <li key={text} className={classes.line} data-severity={item.severity}>
            <Icon name={item.severity === 'BLOCKING' ? 'alert' : 'clock'} size={16} />
            <Anchor href={item.path} onClick={go(item.path)} size="sm">
              {text}
            </Anchor>
          </li>
        );
      })}
    </ul>
  );
}

type Named = string | number | { code: string | null; text: string; params: Record<string, Named> };

/** A line in the reader's language: countries and types of numbers by their names. */
function useWords(): (item: SetupLineFragment) => string {
  const { t, words, locale, formatLocale } = useI18n();
  return useMemo(() => {
    const countries = new Intl.DisplayNames(formatLocale, { type: 'region' });
    const spoken = (named: Named): string => {
      if (typeof named !== 'object') return String(named);
      const [kind, value = ''] = (named.code ?? '').split('.');
      if (kind === 'listed') return Object.values(named.params).map(spoken).join(', ');
      // The API's English has the article a sentence needs: "the Netherlands".
      if (kind === 'country') return locale === 'en' ? named.text : (countries.of(value) ?? named.text);
      return kind === 'number_type' ? words.numberType[value as NumberType] : named.text;
    };
    return ({ code, messageParams }) => {
      const named = Object.entries(messageParams as Record<string, Named>);
      return t(`setup.${code}`, Object.fromEntries(named.map(([name, value]) => [name, spoken(value)])));
    };
  }, [t, words, locale, formatLocale]);
}
