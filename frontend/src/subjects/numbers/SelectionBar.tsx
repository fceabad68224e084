import { Button } from '@mantine/core';
import { ActionBar } from '../../actions/ActionBar';
import type { Kind, Setting, Subject, Verbs } from '../../actions/subjects';
import { useI18n } from '../../i18n';
import { BulkBar } from '../../ui/BulkBar';
import { type NumberRow, numberSubject } from './bulk';
import type { Selection } from './useSelection';

interface SelectionBarProps<K extends Kind, Row extends NumberRow<Verbs[K]>> {
  kind: K;
  selection: Selection<Row>;
  setting: Setting;
  onDone: (moved: readonly Subject[]) => void;
  /** How many numbers the filter matches, where those of other pages can be selected as well. */
  total?: number;
}

/** What can be done with the selected numbers, and the way to select those of other pages as well. */
export function SelectionBar<K extends Kind, Row extends NumberRow<Verbs[K]>>({
  kind,
  selection,
  setting,
  onDone,
  total,
}: SelectionBarProps<K, Row>) {
  return (
    <BulkBar
      count={selection.rows.length}
      onClear={selection.clear}
      extra={<SelectEvery total={total} selection={selection} />}
    >
      <ActionBar
        kind={kind}
        subjects={selection.rows.map((row) => numberSubject<Verbs[K]>(row))}
        setting={setting}
        onDone={onDone}
      />
    </BulkBar>
  );
}

function SelectEvery<Row>({ total, selection }: { total: number | undefined; selection: Selection<Row> }) {
  const { t } = useI18n();
  if (total === undefined || total <= selection.rows.length) return null;
  return (
    <Button variant="subtle" size="compact-sm" loading={selection.finding} onClick={() => void selection.selectEvery()}>
      {t('numbers.selectEvery', { count: Math.min(total, 1000) })}
    </Button>
  );
}
