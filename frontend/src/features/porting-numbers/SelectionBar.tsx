import { Button } from '@mantine/core';
import { ActionBar } from '../../actions/ActionBar';
import { useI18n } from '../../i18n';
import { numberSetting, numberSubject } from '../../subjects/numbers/bulk';
import { BulkBar } from '../../ui/BulkBar';
import type { Selection } from './useSelection';

interface SelectionBarProps {
  selection: Selection;
  /** How many numbers the filter matches. */
  total: number | undefined;
}

/** What can be done with the selected numbers, and the way to select those of other pages as well. */
export function SelectionBar({ selection, total }: SelectionBarProps) {
  return (
    <BulkBar
      count={selection.rows.length}
      onClear={selection.clear}
      extra={<SelectEvery total={total} selection={selection} />}
    >
      <ActionBar
        kind="portingNumber"
        subjects={selection.rows.map(numberSubject)}
        setting={numberSetting(selection.rows)}
        onDone={selection.moved}
      />
    </BulkBar>
  );
}

function SelectEvery({ total, selection }: SelectionBarProps) {
  const { t } = useI18n();
  if (total === undefined || total <= selection.rows.length) return null;
  return (
    <Button variant="subtle" size="compact-sm" loading={selection.finding} onClick={() => void selection.selectEvery()}>
      {t('numbers.selectEvery', { count: Math.min(total, 1000) })}
    </Button>
  );
}
