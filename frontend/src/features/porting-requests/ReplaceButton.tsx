import { Button, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMutation } from 'urql';
import { PortingRequestReplaceDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { type Refusal, sentencesOf } from '../../lib/errors';
import { toast } from '../../ui/toast';

/** Makes a draft with the data of a request that is over, and leads to it; says how many of its numbers stay behind. */
export function ReplaceButton({ id, leftOut }: { id: string; leftOut: number }) {
  const { t } = useI18n();
  const navigate = useNavigate();
  const [{ fetching }, replace] = useMutation(PortingRequestReplaceDocument);
  const onClick = async () => {
    const { data } = await replace({ input: { id } });
    const result = data?.portingRequestReplace;
    if (result?.__typename === 'PortingRequest') {
      toast('done', t('request.replaced'), result.reference);
      await navigate({ to: '/porting-requests/new', search: { draft: result.id, step: 'numbers' } });
    } else {
      const sentences = result ? sentencesOf(result as Refusal) : [t('action.notSent')];
      toast('refused', t('request.replace'), sentences.join(' '));
    }
  };
  const button = (
    <Button loading={fetching} onClick={() => void onClick()}>
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
