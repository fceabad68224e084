import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { InventoryRowFragment } from '../../gql';
import { useI18n } from '../../i18n';
import { useMay } from '../../lib/session';
import { BulkBar } from '../../ui/BulkBar';
import { Icon } from '../../ui/Icon';
import { AddNumbers } from './AddNumbers';
import { RemoveNumbers } from './RemoveNumbers';
import { RingNumbers } from './RingNumbers';

interface ByHand {
  actions: ReactNode;
  bulk: ReactNode;
  selection: { selected: ReadonlySet<string>; onSelect: (ids: ReadonlySet<string>) => void };
}

/** What people do to the inventory by hand: where selected numbers ring, and for staff numbers added and removed. */
export function useByHand(
  rows: readonly InventoryRowFragment[],
  account: string | undefined,
  refresh: () => void,
): ByHand | null {
  const { t } = useI18n();
  const [adding, setAdding] = useState(false);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const may = useMay();
  const keeps = may('PHONE_NUMBER_ADD') && may('PHONE_NUMBER_REMOVE');
  if (!keeps && !may('PHONE_NUMBER_ASSIGN_PROFILE')) return null;
  const chosen = rows.filter((row) => selected.has(row.id));
  const onClear = () => setSelected(new Set());
  const onMoved = () => refresh();
  return {
    actions: keeps && (
      <>
        <Button leftSection={<Icon name="plus" size={14} />} onClick={() => setAdding(true)}>
          {t('inventory.add')}
        </Button>
        {adding && <AddNumbers accountId={account} onAdded={refresh} onClose={() => setAdding(false)} />}
      </>
    ),
    bulk: (
      <BulkBar count={chosen.length} onClear={onClear}>
        <RingNumbers chosen={chosen} onClear={onClear} onMoved={onMoved} />
        {keeps && <RemoveNumbers chosen={chosen} onClear={onClear} onMoved={onMoved} />}
      </BulkBar>
    ),
    selection: { selected, onSelect: setSelected },
  };
}
