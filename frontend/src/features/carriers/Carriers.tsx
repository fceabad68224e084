import { Button, SegmentedControl, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { IfMay } from '../../actions/IfMay';
import { CarrierListDocument, type CarrierRowFragment } from '../../gql';
import { type I18n, useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import type { Column } from '../../ui/DataTable';
import { Icon } from '../../ui/Icon';
import { ListPage, useListAddress } from '../../ui/ListPage';
import { SearchField } from '../../ui/SearchField';
import { SidePanel } from '../../ui/SidePanel';
import { EmptyState } from '../../ui/states';
import { toast } from '../../ui/toast';
import { CarrierForm } from './CarrierForm';
import { CarrierLife } from './CarrierLife';
import { codesOf } from './codes';
import { Starters } from './Starters';

const route = getRouteApi('/app/carriers');

const ROWS = {
  rowName: (row: CarrierRowFragment) => row.name,
  rowVersion: (row: CarrierRowFragment) => row.kept?.version ?? 0,
  card: (row: CarrierRowFragment) => <Card row={row} />,
};

/** Other providers: whom numbers come from and go to, and through whom they are submitted. */
export function Carriers() {
  const i18n = useI18n();
  const { t } = i18n;
  const address = useListAddress(route);
  const { search, show } = address;
  const retired = search.retired === 'yes';
  const variables = useMemo(() => ({ search: search.q ?? null, retired }), [search.q, retired]);
  const read = useRead(CarrierListDocument, variables);
  const rows = read.data?.carriers;
  const columns = useMemo(() => carrierColumns(i18n), [i18n]);
  const onOpen = useCallback((row: CarrierRowFragment) => show({ open: row.id }), [show]);
  const onSaved = (id: string | undefined) => {
    toast('done', t('carrier.saved'));
    read.refresh();
    show({ open: id });
  };
  const opened = rows?.find((row) => row.id === search.open);
  return (
    <ListPage
      title={t('nav.carriers')}
      actions={
        <IfMay permission="CARRIER_CREATE">
          <Button variant="default" onClick={() => show({ open: 'starters' })}>
            {t('carrier.starters')}
          </Button>
          <Button leftSection={<Icon name="plus" size={14} />} onClick={() => show({ open: 'new' })}>
            {t('carrier.new')}
          </Button>
        </IfMay>
      }
      address={address}
      list={{ rows: rows ?? [], loading: rows === undefined, failure: read.failure, refresh: read.refresh }}
      table={{ ...ROWS, label: t('nav.carriers'), columns, onOpen }}
      tools={{ label: t('carrier.filters'), filters: <Filters search={search} onChange={show} /> }}
      empty={<EmptyState icon="building" title={t('carrier.none')} text={t('carrier.noneText')} />}
    >
      <SidePanel
        opened={opened !== undefined || search.open === 'new'}
        title={opened?.name ?? t('carrier.new')}
        onClose={() => show({ open: undefined })}
      >
        <CarrierForm key={`${opened?.id} ${opened?.kept?.version}`} carrier={opened} onSaved={onSaved} />
        <IfMay permission="CARRIER_CHANGE">
          {opened && <CarrierLife carrier={opened} onSaved={onSaved} onChanged={read.refresh} />}
        </IfMay>
      </SidePanel>
      <SidePanel
        opened={search.open === 'starters'}
        title={t('carrier.starters')}
        onClose={() => show({ open: undefined })}
      >
        <Starters
          onAdded={(count) => {
            toast('done', t('carrier.startersAdded', { count }));
            read.refresh();
          }}
        />
      </SidePanel>
    </ListPage>
  );
}

interface FiltersProps {
  search: { q?: string; retired?: string };
  onChange: (change: { q?: string; retired?: string }) => void;
}

function Filters({ search, onChange }: FiltersProps) {
  const { t } = useI18n();
  return (
    <>
      <SearchField
        label={t('carrier.search')}
        value={search.q ?? ''}
        onSearch={(text) => onChange({ q: text || undefined })}
      />
      <SegmentedControl
        aria-label={t('carrier.which')}
        data={[
          { value: 'no', label: t('carrier.inUse') },
          { value: 'yes', label: t('carrier.retired') },
        ]}
        value={search.retired === 'yes' ? 'yes' : 'no'}
        onChange={(value) => onChange({ retired: value === 'yes' ? 'yes' : undefined })}
      />
    </>
  );
}

function Card({ row }: { row: CarrierRowFragment }) {
  return (
    <>
      <Text size="sm" fw={600} truncate>
        {row.name}
      </Text>
      <Text size="xs" c="dimmed">
        {[row.country, codesOf(row)].filter(Boolean).join(' · ')}
      </Text>
    </>
  );
}

function carrierColumns({ t }: I18n): Column<CarrierRowFragment>[] {
  const live = (row: CarrierRowFragment) => (row.kept ? `${row.kept.livePortIns} / ${row.kept.livePortOuts}` : '–');
  return [
    { id: 'name', header: t('carrier.name'), width: 180, grow: 1, fixed: true, cell: (row) => row.name },
    { id: 'country', header: t('carrier.country'), width: 110, cell: (row) => row.region ?? row.country },
    { id: 'codes', header: t('carrier.codes'), width: 160, grow: 1, cell: (row) => codesOf(row) || '–' },
    {
      id: 'network',
      header: t('carrier.networkFor'),
      width: 150,
      cell: (row) => row.networkFor.join(', ') || '–',
    },
    { id: 'gateway', header: t('carrier.gateway'), width: 120, cell: (row) => t(`carrier.gateway.${row.gateway}`) },
    { id: 'live', header: t('carrier.live'), width: 190, align: 'end', cell: live },
  ];
}
