import { Button, Group, List, Stack, Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ActionBar } from '../../actions/ActionBar';
import { useI18n } from '../../i18n';
import { losingCarrierText } from '../../subjects/losingCarrier';
import { NumberBlocks } from '../../subjects/NumberBlocks';
import { Facts } from '../../ui/Facts';
import { Notice } from '../../ui/Notice';
import type { Draft } from './draft';
import type { Go } from './steps';

/** The whole order once more, what the pre-flight check found, and the button that sends it. */
export function ReviewStep({ draft, go, refresh }: { draft: Draft; go: Go; refresh: () => void }) {
  const { t } = useI18n();
  const navigate = useNavigate();
  const facts = useFacts(draft);
  // What earlier steps wrote may have changed what is found: it is read anew when this step opens.
  useEffect(refresh, [refresh]);
  const subject = {
    id: draft.id,
    version: draft.version,
    name: draft.reference,
    availableActions: draft.availableActions,
  };
  return (
    <Stack gap="lg">
      <Checked findings={draft.findings} />
      <Stack gap="xs">
        <Title order={2}>{t('request.facts')}</Title>
        <Facts facts={facts} />
      </Stack>
      <Text size="sm" c="dimmed">
        {t('new.afterSubmit')}
      </Text>
      <Group gap="xs">
        <Button variant="default" onClick={() => go('papers')}>
          {t('ui.back')}
        </Button>
        <ActionBar
          kind="portingRequest"
          subjects={[subject]}
          onDone={(_moved, verb) =>
            void (verb === 'DISCARD'
              ? navigate({ to: '/porting-requests' })
              : navigate({ to: '/porting-requests/$id', params: { id: draft.id } }))
          }
        />
      </Group>
    </Stack>
  );
}

/** What the pre-flight check found: what keeps it from being sent first. */
function Checked({ findings }: Pick<Draft, 'findings'>) {
  const { t } = useI18n();
  const blocking = findings.filter((finding) => finding.blocks);
  const noted = findings.filter((finding) => !finding.blocks);
  return (
    <>
      {blocking.length === 0 ? (
        <Notice tone="good" icon="check">
          {t('new.complete')}
        </Notice>
      ) : (
        <Notice tone="bad" title={t('new.missing', { count: blocking.length })}>
          <Findings findings={blocking} />
        </Notice>
      )}
      {noted.length > 0 && (
        <Notice tone="warn" title={t('new.noted')}>
          <Findings findings={noted} />
        </Notice>
      )}
    </>
  );
}

function useFacts(draft: Draft) {
  const { t, words } = useI18n();
  const { subscriber } = draft;
  return [
    { label: t('requests.what'), value: `${draft.country} · ${words.numberType[draft.numberType]}` },
    { label: t('requests.numbers'), value: numbersText(draft) },
    {
      label: t('requests.blocks'),
      value: draft.numberBlocks.length > 0 ? <NumberBlocks blocks={draft.numberBlocks} /> : null,
    },
    { label: t('numbers.carrier'), value: losingCarrierText(draft, t) },
    { label: t('requests.subscriber'), value: subscriber.name },
    { label: t('requests.authorizedPerson'), value: subscriber.authorisedPerson },
    {
      label: t('requests.address'),
      value: [subscriber.street, subscriber.postalCode, subscriber.city].filter(Boolean).join(', '),
    },
    { label: t('requests.accountNumber'), value: subscriber.accountNumber },
    {
      label: t('request.documents'),
      value: draft.documents.map((document) => words.documentKind[document.kind]).join(', '),
    },
  ];
}

function Findings({ findings }: { findings: readonly { code: string; path: string; message: string }[] }) {
  return (
    <List size="sm">
      {findings.map((finding) => (
        <List.Item key={`${finding.code} ${finding.path} ${finding.message}`}>{finding.message}</List.Item>
      ))}
    </List>
  );
}

function numbersText({ numbers, numberCount }: Draft): string {
  const shown = numbers.edges.slice(0, 8).map(({ node }) => node.display);
  return numberCount > shown.length ? `${shown.join(', ')} +${numberCount - shown.length}` : shown.join(', ');
}
