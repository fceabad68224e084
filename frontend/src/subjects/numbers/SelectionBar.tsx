import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ActionBar } from '../../actions/ActionBar';
import type { Kind, Setting, Subject, Verbs } from '../../actions/subjects';
import { useI18n } from '../../i18n';
import { BulkBar } from '../../ui/BulkBar';
import { type NumberRow, numberSubject } from './bulk';
import type { Selection } from './useSelection';

interface SelectionBarProps<K extends Kind, Row extends NumberRow<Verbs[K]>> {
  kind: K;
  selection: Selection<Row>;
  settingOf: (rows: readonly Row[]) => Setting;
  onDone: (moved: readonly Subject[]) => void;
  /** How many numbers the filter matches, where those of other pages can be selected as well. */
  total?: number;
  /** What can be done besides with what is selected. */
  more?: ReactNode;
}

/** What can be done with the selected numbers, and the way to select those of other pages as well. */
export function SelectionBar<K extends Kind, Row extends NumberRow<Verbs[K]>>({
  kind,
  selection,
  settingOf,
  onDone,
  total,
  more,
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
        setting={(subjects) => settingOf(among(selection.rows, subjects))}
        onDone={onDone}
      />
      {more}
    </BulkBar>
  );
}

function among<Row extends { id: string }>(rows: readonly Row[], subjects: readonly Subject[]): readonly Row[] {
  const ids = new Set(subjects.map(({ id }) => id));
  return rows.filter(({ id }) => ids.has(id));
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
