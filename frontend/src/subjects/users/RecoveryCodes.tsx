import { Button, Group, SimpleGrid, Stack } from '@mantine/core';
import { useI18n } from '../../i18n';
import { CopyOrSave } from '../../ui/CopyOrSave';
import { Notice } from '../../ui/Notice';
import classes from './SecondFactor.module.css';

interface RecoveryCodesProps {
  codes: readonly string[];
  onKept: () => void;
}

/** Recovery codes just made, to be copied, saved or printed: this is the only time they can be seen. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const { t } = useI18n();
  const text = codes.join('\n');
  return (
    <Stack gap="sm">
      <Notice tone="good" icon="check" urgent>
        {t('secondFactor.codesOnce')}
      </Notice>
      <SimpleGrid
        component="ul"
        cols={{ base: 1, xs: 2 }}
        spacing="xs"
        className={classes.codes}
        aria-label={t('secondFactor.codes')}
      >
        {codes.map((code) => (
          <li key={code}>
            <code>{spaced(code)}</code>
          </li>
        ))}
      </SimpleGrid>
      <Group gap="xs">
        <CopyOrSave
          text={text}
          file="portico-recovery-codes.txt"
          type="text/plain"
          saveLabel={t('secondFactor.download')}
          saved={`${text}\n`}
        />
        <Button onClick={onKept}>{t('secondFactor.kept')}</Button>
      </Group>
    </Stack>
  );
}

function spaced(code: string): string {
  return `${code.slice(0, 5)} ${code.slice(5)}`;
}
