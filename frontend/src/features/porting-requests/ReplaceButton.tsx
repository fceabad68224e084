import { Button, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useSend } from '../../actions/useSend';
import { PortingRequestReplaceDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { toast } from '../../ui/toast';

/** Makes a draft with the data of a request that is over, and leads to it; says how many of its numbers stay behind. */
export function ReplaceButton({ id, leftOut }: { id: string; leftOut: number }) {
  const { t } = useI18n();
  const navigate = useNavigate();
  const { send, busy } = useSend(PortingRequestReplaceDocument, 'PortingRequest');
  const onClick = async () => {
    const { done, refused } = await send({ id });
    if (!done) return toast('refused', t('request.replace'), refused.join(' '));
    toast('done', t('request.replaced'), done.reference);
    await navigate({ to: '/porting-requests/new', search: { draft: done.id, step: 'numbers' } });
  };
  const button = (
    <Button loading={busy} onClick={() => void onClick()}>
      {t('request.replace')}
    </Button>
  );
  if (leftOut === 0) return button;
  return (
    <Stack gap={4}>
      {button}
      <Text size="xs" c="dimmed">
        {t('request.replaceLeavesOut', { count: leftOut })}
      </Text>
    </Stack>
  );
}
