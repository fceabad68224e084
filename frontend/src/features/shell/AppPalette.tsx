import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { FindDocument, type FindQuery } from '../../gql';
import { type I18n, useI18n } from '../../i18n';
import { useMay, useSession } from '../../lib/session';
import { Palette, type PaletteGroup } from '../../ui/Palette';
import { placesOf } from './Nav';

const FEWEST_LETTERS = 3;
type Navigate = ReturnType<typeof useNavigate>;

/** The palette with this product's things in it: pages, what can be begun, and what the server finds for what was typed. */
export function AppPalette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { role } = useSession();
  const mayBegin = useMay()('PORTING_REQUEST_CREATE');
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const [settled] = useDebouncedValue(query.trim(), 200);
  const variables = useMemo(() => ({ text: settled }), [settled]);
  const [{ data, operation }] = useQuery({ query: FindDocument, variables, pause: settled.length < FEWEST_LETTERS });
  const wanted = query.trim().toLowerCase();
  // What was found for other words stays in `data` until the answer is there: nobody may open it by Enter meanwhile.
  const asks = query.trim().length >= FEWEST_LETTERS;
  const answered = operation?.variables.text === query.trim();
  const pages: PaletteGroup = {
    label: t('app.pages'),
    entries: placesOf(role)
      .map((place) => ({ ...place, label: t(place.label) }))
      .filter((place) => place.label.toLowerCase().includes(wanted))
      .map(({ to, label, icon }) => ({ id: to, label, icon, onOpen: () => void navigate({ to }) })),
  };
  const begin: PaletteGroup = {
    label: t('app.begin'),
    entries:
      mayBegin && t('requests.new').toLowerCase().includes(wanted)
        ? [
            {
              id: 'new',
              label: t('requests.new'),
              icon: 'plus',
              onOpen: () => void navigate({ to: '/porting-requests/new' }),
            },
          ]
        : [],
  };
  const found = asks && answered ? foundGroups(data, i18n, navigate) : [];
  return (
    <Palette
      groups={[...found, pages, begin]}
      opened={opened}
      onClose={onClose}
      query={query}
      onQuery={setQuery}
      searching={asks && !answered}
    />
  );
}

function foundGroups(data: FindQuery | undefined, { t, words }: I18n, navigate: Navigate): PaletteGroup[] {
  if (!data) return [];
  return [
    {
      label: t('nav.numbers'),
      entries: data.portingNumbers.edges.map(({ node }) => ({
        id: node.id,
        label: node.display,
        description: `${words.portingNumberStatus[node.status].label} · ${node.requestReference}`,
        icon: 'numbers',
        onOpen: () => void navigate({ to: '/porting-numbers', search: { open: node.id } }),
      })),
    },
    {
      label: t('nav.requests'),
      entries: data.portingRequests.edges.map(({ node }) => ({
        id: node.id,
        label: `${node.reference} ${node.name ?? ''}`,
        description: `${words.portingRequestStatus[node.status].label} · ${node.accountName}`,
        icon: 'inbox',
        onOpen: () => void navigate({ to: '/porting-requests/$id', params: { id: node.id } }),
      })),
    },
    {
      label: t('nav.portOuts'),
      entries: data.portOutRequests.edges.map(({ node }) => ({
        id: node.id,
        label: node.reference,
        description: `${words.portOutStatus[node.status].label} · ${node.gainingCarrierName}`,
        icon: 'arrowOut',
        onOpen: () => void navigate({ to: '/port-out-requests/$id', params: { id: node.id } }),
      })),
    },
  ];
}
