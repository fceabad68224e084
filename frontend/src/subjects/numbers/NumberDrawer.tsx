import { Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { ActionBar } from '../../actions/ActionBar';
import { PortingNumberDetailDocument, type PortingNumberDetailQuery } from '../../gql';
import { useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { DateTime, FocDate } from '../../ui/DateTime';
import { Facts } from '../../ui/Facts';
import { Failed } from '../../ui/Failed';
import { LinkAnchor } from '../../ui/links';
import { Notice } from '../../ui/Notice';
import { SidePanel } from '../../ui/SidePanel';
import { EmptyState, SkeletonRows } from '../../ui/states';
import { History } from '../History';
import { losingCarrierText } from '../losingCarrier';
import { NumberStatus } from '../Status';
import { numberSetting, numberSubject } from './bulk';
import { localClock } from './columns';

/** One porting number beside the list it was opened from. */
export function NumberDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { t } = useI18n();
  // Opened only once it is there: otherwise it would not know to whom to give the focus back.
  const [there, setThere] = useState(false);
  useEffect(() => setThere(true), []);
  return (
    <SidePanel opened={there && id !== undefined} title={t('numbers.detail')} onClose={onClose}>
      {id !== undefined && <Detail id={id} />}
    </SidePanel>
  );
}

function Detail({ id }: { id: string }) {
  const read = useRead(PortingNumberDetailDocument, { id });
  const { t } = useI18n();
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (read.loading) return <SkeletonRows />;
  const number = read.data?.portingNumber;
  if (!number) return <EmptyState icon="search" title={t('app.notFound')} text={t('app.notFoundText')} />;
  return <NumberFacts number={number} refresh={read.refresh} />;
}

type Detailed = NonNullable<PortingNumberDetailQuery['portingNumber']>;

function NumberFacts({ number, refresh }: { number: Detailed; refresh: () => void }) {
  const i18n = useI18n();
  const { t, words } = i18n;
  const clock = localClock(number);
  return (
    <Stack gap="lg">
      <Group gap="sm">
        <Title order={2} className="tabular">
          {number.display}
        </Title>
        <NumberStatus status={number.status} />
      </Group>
      {number.statusReasons.length > 0 && (
        <Notice tone="warn" title={number.statusReason}>
          {number.statusReasons.map((reason) => (
            <div key={reason.code}>{reason.ownText ?? reason.text}</div>
          ))}
        </Notice>
      )}
      <Group gap="xs">
        <ActionBar
          kind="portingNumber"
          subjects={[numberSubject(number)]}
          setting={numberSetting([number])}
          onDone={refresh}
        />
      </Group>
      <Facts
        facts={[
          {
            label: t('numbers.request'),
            value: (
              <LinkAnchor to="/porting-requests/$id" params={{ id: number.requestId }}>
                {number.requestReference}
              </LinkAnchor>
            ),
          },
          { label: t('numbers.foc'), value: <FocDate at={number.focAt} style="full" local={clock} /> },
          { label: t('numbers.reason'), value: number.statusReasons.length === 0 ? number.statusReason : null },
          { label: t('numbers.carrier'), value: losingCarrierText(number, t) },
          { label: t('numbers.type'), value: words.numberType[number.numberType] },
          { label: t('numbers.waitingOn'), value: words.waitingOn[number.waitingOn] },
          { label: t('numbers.profile'), value: number.configurationProfile?.name },
          { label: t('numbers.handedOver'), value: number.handedOverAt && <DateTime at={number.handedOverAt} /> },
          { label: t('numbers.provisioned'), value: number.provisionedAt && <DateTime at={number.provisionedAt} /> },
          { label: t('numbers.completed'), value: number.completedAt && <DateTime at={number.completedAt} /> },
        ]}
      />
      <div>
        <Text fw={600} mb="xs">
          {t('request.timeline')}
        </Text>
        <History journal={number.journal} />
      </div>
    </Stack>
  );
}
