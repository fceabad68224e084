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

/** A line in the reader's language: countries and types of numbers by their names. */
function useWords(): (item: SetupLineFragment) => string {
  const { t, words, formatLocale } = useI18n();
  return useMemo(() => {
    const countries = new Intl.DisplayNames(formatLocale, { type: 'region' });
    const spoken: Record<string, (value: string) => string> = {
      country: (value) => countries.of(value) ?? value,
      types: (value) =>
        value
          .split(' ')
          .map((type) => words.numberType[type as NumberType])
          .join(', '),
    };
    return ({ code, params }) =>
      t(`setup.${code}`, Object.fromEntries(params.map(({ name, value }) => [name, spoken[name]?.(value) ?? value])));
  }, [t, words, formatLocale]);
}
