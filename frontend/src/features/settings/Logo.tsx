import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { OperatorChangeDocument, type OperatorPartsFragment } from '../../gql';
import { type MessageKey, useI18n } from '../../i18n';
import { HttpProblem } from '../../lib/http';
import { sendLogo } from '../../lib/operator';
import { problemsOf } from '../../subjects/profiles/problems';
import { Icon } from '../../ui/Icon';
import { Problems } from '../../ui/Problems';

interface LogoProps {
  settings: OperatorPartsFragment;
  readOnly: boolean;
  onSaved: (message: MessageKey) => void;
}

/** The operator's logo: the picture goes to the server as it is, which judges it by its content. */
export function Logo({ settings, readOnly, onSaved }: LogoProps) {
  const { t } = useI18n();
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [{ fetching }, change] = useMutation(OperatorChangeDocument);
  const onFile = async (file: File | null) => {
    if (!file) return;
    try {
      await sendLogo(file);
      setProblems([]);
      onSaved('operator.logoSaved');
    } catch (problem) {
      setProblems(problem instanceof HttpProblem ? sentences(problem, t('action.notSent')) : [t('action.notSent')]);
    }
  };
  const onRemove = async () => {
    const { data } = await change({ input: { removeLogo: true, expectedVersion: settings.version } });
    const result = data?.operatorChange;
    if (result?.__typename === 'OperatorSettings') onSaved('operator.saved');
    else setProblems(problemsOf(result, t('action.notSent')).map(({ message }) => message));
  };
  return (
    <Stack gap="sm">
      {settings.logoPath && <img src={settings.logoPath} alt={settings.name ?? ''} height={48} width="auto" />}
      <Text size="sm" c="dimmed">
        {t('operator.logoHint')}
      </Text>
      <Problems sentences={problems} />
      {!readOnly && (
        <Group gap="xs">
          <FileButton accept="image/png,image/jpeg,image/webp" onChange={(file) => void onFile(file)}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<Icon name="upload" size={14} />}>
                {t('operator.logoChoose')}
              </Button>
            )}
          </FileButton>
          {settings.logoPath && (
            <Button variant="subtle" color="red" loading={fetching} onClick={() => void onRemove()}>
              {t('operator.logoRemove')}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}

function sentences({ fields, message }: HttpProblem, otherwise: string): string[] {
  return fields.length > 0 ? fields.map((field) => field.message) : [message || otherwise];
}
