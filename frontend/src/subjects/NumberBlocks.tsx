import { List } from '@mantine/core';
import type { NumberBlockPartsFragment } from '../gql';
import { useI18n } from '../i18n';

/** The direct-dial blocks that the numbers of a request came in with, as its letter of authorization names them. */
export function NumberBlocks({ blocks }: { blocks: readonly NumberBlockPartsFragment[] }) {
  const { t } = useI18n();
  return (
    <List size="sm" listStyleType="none">
      {blocks.map(({ display, count }) => (
        <List.Item key={display}>
          <span className="tabular">{display}</span> · {t('request.numbers', { count })}
        </List.Item>
      ))}
    </List>
  );
}
