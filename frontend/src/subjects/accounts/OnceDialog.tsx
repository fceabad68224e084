import { PasswordInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { OneTimeCode } from '../../actions/OneTimeCode';
import { useI18n } from '../../i18n';
import { ConfirmDialog } from '../../ui/ConfirmDialog';

/** What shows somebody that it is them: the password, and a code where they have a second factor. */
interface Proof {
  password: string;
  oneTimeCode: string | null;
}

interface OnceDialogProps {
  title: string;
  consequence: string;
  /** Said instead while what was made is shown. */
  once: string;
  busy: boolean;
  /** What was made; null before. */
  made: ReactNode;
  /** Answers what is wrong; nothing where it was made. */
  onProof: (proof: Proof) => Promise<readonly string[]>;
  onClose: () => void;
}

/** Asks who it is and shows what was made until it is closed: then nothing of it is left here. */
export function OnceDialog({ title, consequence, once, busy, made, onProof, onClose }: OnceDialogProps) {
  const { t } = useI18n();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [problems, setProblems] = useState<readonly string[]>([]);
  const isMade = made !== null;
  const onConfirm = async () => {
    if (isMade) return onClose();
    const found = await onProof({ password, oneTimeCode: code || null });
    setPassword('');
    setProblems(found);
  };
  return (
    <ConfirmDialog
      opened
      title={title}
      consequence={isMade ? once : consequence}
      confirmLabel={isMade ? t('ui.close') : title}
      ready={isMade || password !== ''}
      busy={busy}
      problems={problems}
      onConfirm={() => void onConfirm()}
      onClose={onClose}
    >
      {made ?? (
        <>
          <PasswordInput
            required
            label={t('signIn.password')}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            data-autofocus
          />
          <OneTimeCode onCode={setCode} />
        </>
      )}
    </ConfirmDialog>
  );
}
