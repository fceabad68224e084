import { Button, Group, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { PeriodPartsFragment } from '../../../gql';
import { useI18n } from '../../../i18n';
import classes from '../../../subjects/users/Where.module.css';
import { PeriodForm } from './PeriodForm';

interface PeriodsProps {
  periods: readonly PeriodPartsFragment[];
  admin: boolean;
  onSaved: () => void;
}

/** Every period that holds, with what is shipped where staff chose otherwise. */
export function Periods({ periods, admin, onSaved }: PeriodsProps) {
  const { t } = useI18n();
  const named = useNames();
  const [changing, setChanging] = useState<PeriodPartsFragment | null>(null);
  const entriesStay = !periods.some((period) => period.kind === 'ENTRY');
  return (
    <>
      <ul className={classes.list} data-wide>
        {periods.map((period) => (
          <li key={named(period)}>
            <Group justify="space-between" gap="xs">
              <Stack gap={0} flex="1 1 14rem">
                <Text size="sm" fw={600}>
                  {named(period)}
                </Text>
                <Text size="sm">{t('retention.days', { days: period.days })}</Text>
                {period.chosen && period.shippedDays !== null && (
                  <Text size="xs" c="dimmed">
                    {t('retention.shipped', { days: period.shippedDays })}
                  </Text>
                )}
              </Stack>
              {admin && (
                <Button
                  variant="default"
                  aria-label={`${t('retention.change')}: ${named(period)}`}
                  onClick={() => setChanging(period)}
                >
                  {t('retention.change')}
                </Button>
              )}
            </Group>
          </li>
        ))}
        {entriesStay && <EntriesStay admin={admin} onSaved={onSaved} />}
      </ul>
      {changing && (
        <PeriodForm period={changing} name={named(changing)} onSaved={onSaved} onClose={() => setChanging(null)} />
      )}
    </>
  );
}

/** That the journal keeps what happened to requests as long as them, which is how it is unless staff choose a period. */
function EntriesStay({ admin, onSaved }: Pick<PeriodsProps, 'admin' | 'onSaved'>) {
  const { t } = useI18n();
  const [choosing, setChoosing] = useState(false);
  const name = t('retention.kind.ENTRY');
  return (
    <li>
      <Group justify="space-between" gap="xs">
        <Stack gap={0} flex="1 1 14rem">
          <Text size="sm" fw={600}>
            {name}
          </Text>
          <Text size="sm">{t('retention.forGood')}</Text>
        </Stack>
        {admin && (
          <Button variant="default" aria-label={`${t('retention.change')}: ${name}`} onClick={() => setChoosing(true)}>
            {t('retention.change')}
          </Button>
        )}
      </Group>
      {choosing && <PeriodForm kind="ENTRY" name={name} onSaved={onSaved} onClose={() => setChoosing(false)} />}
    </li>
  );
}

/** What a period is for, in words. */
function useNames() {
  const { t, words, formatLocale } = useI18n();
  const regions = useMemo(() => new Intl.DisplayNames(formatLocale, { type: 'region' }), [formatLocale]);
  return ({ kind, documentKind, country }: PeriodPartsFragment) =>
    [
      t(`retention.kind.${kind}`),
      documentKind && words.documentKind[documentKind],
      country && (regions.of(country) ?? country),
    ]
      .filter(Boolean)
      .join(' · ');
}
