import { Button, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { IfMay } from '../../actions/IfMay';
import { FeeListDocument, type FeeRowFragment, FeesMissingDocument } from '../../gql';
import { type I18n, useI18n } from '../../i18n';
import { decimalOf, money } from '../../lib/money';
import { useRead } from '../../lib/query';
import { formatDate } from '../../lib/time';
import type { Column } from '../../ui/DataTable';
import { Icon } from '../../ui/Icon';
import { ListPage, useListAddress } from '../../ui/ListPage';
import { Notice } from '../../ui/Notice';
import { SidePanel } from '../../ui/SidePanel';
import { EmptyState } from '../../ui/states';
import { toast } from '../../ui/toast';
import { FeeForm } from './FeeForm';
import { FeeLife } from './FeeLife';

const route = getRouteApi('/app/fees');
const NO_VARIABLES = {};
const NO_ROWS: readonly FeeRowFragment[] = [];

/** What port-outs cost, from when until when, and for whose numbers nothing is set. */
export function Fees() {
  const i18n = useI18n();
  const { t } = i18n;
  const address = useListAddress(route);
  const { search, show } = address;
  const read = useRead(FeeListDocument, NO_VARIABLES);
  const missing = useRead(FeesMissingDocument, NO_VARIABLES);
  const rows = read.data?.fees ?? NO_ROWS;
  const columns = useMemo(() => feeColumns(i18n), [i18n]);
  const table = useMemo(
    () => ({
      rowName: (row: FeeRowFragment) => kindOf(row, i18n),
      rowVersion: (row: FeeRowFragment) => row.version,
      card: (row: FeeRowFragment) => <Card row={row} />,
    }),
    [i18n],
  );
  const onOpen = useCallback((row: FeeRowFragment) => show({ open: row.id }), [show]);
  const onSaved = () => {
    toast('done', t('fee.saved'));
    read.refresh();
    missing.refresh();
    show({ open: undefined });
  };
  const opened = rows.find((row) => row.id === search.open);
  return (
    <ListPage
      title={t('nav.fees')}
      actions={
        <IfMay permission="FEE_SCHEDULE_SET">
          <Button leftSection={<Icon name="plus" size={14} />} onClick={() => show({ open: 'new' })}>
            {t('fee.new')}
          </Button>
        </IfMay>
      }
      address={address}
      list={{ rows, loading: read.data === undefined, failure: read.failure, refresh: read.refresh }}
      table={{ ...table, label: t('nav.fees'), columns, onOpen }}
      notice={<Missing of={missing.data?.feesMissing ?? []} />}
      empty={<EmptyState icon="arrowOut" title={t('fee.none')} text={t('fee.noneText')} />}
    >
      <SidePanel
        opened={opened !== undefined || search.open === 'new'}
        title={opened ? kindOf(opened, i18n) : t('fee.new')}
        onClose={() => show({ open: undefined })}
      >
        <FeeForm key={`${opened?.id} ${opened?.version}`} fee={opened} onSaved={onSaved} />
        <IfMay permission="FEE_SCHEDULE_SET">
          {opened && <FeeLife key={opened.id} fee={opened} onSaved={onSaved} />}
        </IfMay>
      </SidePanel>
    </ListPage>
  );
}

interface Gap {
  country: string;
  currency: string;
  numberType: keyof I18n['words']['numberType'];
  numberCount: number;
}

function Missing({ of: gaps }: { of: readonly Gap[] }) {
  const { t, words } = useI18n();
  if (gaps.length === 0) return null;
  return (
    <Notice tone="warn" title={t('fee.missing')}>
      {gaps.map((gap) => (
        <Text key={`${gap.country} ${gap.currency} ${gap.numberType}`} size="sm">
          {t('fee.missingOf', {
            country: gap.country,
            currency: gap.currency,
            type: words.numberType[gap.numberType],
            count: gap.numberCount,
          })}
        </Text>
      ))}
    </Notice>
  );
}

function Card({ row }: { row: FeeRowFragment }) {
  const i18n = useI18n();
  return (
    <>
      <Text size="sm" fw={600}>
        {kindOf(row, i18n)}
      </Text>
      <Text size="xs" c="dimmed">
        {[
          `${amountOf(row, i18n)} ${i18n.t(`fee.per.${row.per}`)}`,
          dayOf(row.validFrom, i18n),
          dayOf(row.validUntil, i18n),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
    </>
  );
}

function amountOf(row: FeeRowFragment, { formatLocale }: I18n): string {
  return money({ amount: decimalOf(row), currency: row.currency }, formatLocale);
}

function dayOf(day: string | null, { formatLocale }: I18n): string | null {
  return day && formatDate(day, formatLocale);
}

function kindOf(row: FeeRowFragment, { t, words }: I18n): string {
  return `${row.country} · ${row.numberType ? words.numberType[row.numberType] : t('fee.anyType')}`;
}

function feeColumns(i18n: I18n): Column<FeeRowFragment>[] {
  const { t } = i18n;
  return [
    { id: 'kind', header: t('fee.kind'), width: 190, grow: 1, fixed: true, cell: (row) => kindOf(row, i18n) },
    { id: 'amount', header: t('fee.amount'), width: 130, align: 'end', cell: (row) => amountOf(row, i18n) },
    { id: 'per', header: t('fee.per'), width: 130, cell: (row) => t(`fee.per.${row.per}`) },
    { id: 'from', header: t('fee.from'), width: 130, cell: (row) => dayOf(row.validFrom, i18n) },
    { id: 'until', header: t('fee.until'), width: 150, cell: (row) => dayOf(row.validUntil, i18n) ?? t('fee.endless') },
    { id: 'billed', header: t('fee.billed'), width: 110, cell: (row) => t(row.billedAt ? 'ui.yes' : 'ui.no') },
  ];
}
