import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { DeliveriesDocument, type DeliveryKind } from '../../gql';
import { type MessageKey, useI18n } from '../../i18n';
import { type List, useList } from '../../lib/list';
import { useRead, useSettled } from '../../lib/query';
import { useJournal } from '../../subjects/useJournal';
import { ListPage, useListAddress } from '../../ui/ListPage';
import { Notice } from '../../ui/Notice';
import { EmptyState } from '../../ui/states';
import { DELIVERY_ROWS, deliveryColumns } from './columns';
import type { Delivery } from './delivery';
import { LetterDrawer } from './LetterDrawer';

const route = getRouteApi('/app/sent-mail');
const PAGE = 50;

const KINDS: Record<Exclude<DeliveryKind, 'CARRIER' | 'WEBHOOK'>, MessageKey> = {
  EMAIL: 'mail.emails',
  CALLBACK: 'mail.callbacks',
};
type Kind = keyof typeof KINDS;

/** What Portico told the outside: mails as they were written, and callbacks with how they were received. */
export function SentMail() {
  const i18n = useI18n();
  const { t } = i18n;
  const address = useListAddress(route);
  const { search, ask, show } = address;
  const kind: Kind = search.tab === 'CALLBACK' ? 'CALLBACK' : 'EMAIL';
  const { list, mailsLeave } = useDeliveries(kind, search.after);
  const columns = useMemo(() => deliveryColumns(i18n), [i18n]);
  const onOpen = useCallback((row: Delivery) => show({ open: row.id }), [show]);
  return (
    <ListPage
      title={t('nav.mail')}
      address={address}
      list={list}
      table={{ ...DELIVERY_ROWS, columns, onOpen }}
      tabs={{
        tabs: (Object.keys(KINDS) as Kind[]).map((value) => ({ value, label: t(KINDS[value]) })),
        value: kind,
        onChange: (value) => ask({ tab: value === 'EMAIL' ? undefined : value }),
      }}
      notice={
        kind === 'EMAIL' &&
        mailsLeave === false && (
          <Notice tone="info" icon="mail">
            {t('mail.staysHere')}
          </Notice>
        )
      }
      empty={<EmptyState icon="mail" title={t('mail.none')} text={t('mail.noneText')} />}
    >
      <LetterDrawer row={list.rows.find((row) => row.id === search.open)} onClose={() => show({ open: undefined })} />
    </ListPage>
  );
}

function useDeliveries(kind: Kind, after: string | undefined): { list: List<Delivery>; mailsLeave?: boolean } {
  const variables = useMemo(() => ({ first: PAGE, after: after ?? null, kind }), [after, kind]);
  const read = useRead(DeliveriesDocument, variables);
  // Every move is told outside a moment after it is written.
  useJournal(read.data?.journalCursor, {}, useSettled(read.refresh, 1_000));
  return { list: useList(read, read.data?.deliveries), mailsLeave: read.data?.mailsLeave };
}
