import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { ApiTokenRevokeDocument, ApiTokenRotateDocument, type TokenPartsFragment } from '../../gql';
import { useI18n } from '../../i18n';
import { problemsOf } from '../../subjects/profiles/problems';
import { OnceMore } from '../../subjects/users/LevelSelect';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { toast } from '../../ui/toast';

interface TokenDialogProps {
  token: TokenPartsFragment;
  onClose: () => void;
}

/** A token is given a new secret; the one before goes on for a day, or ends at once. */
export function RotateToken({
  token,
  onClose,
  onMade,
}: TokenDialogProps & { onMade: (secret: string | null) => void }) {
  const { t } = useI18n();
  const [atOnce, setAtOnce] = useState(false);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [{ fetching }, rotate] = useMutation(ApiTokenRotateDocument);
  const onConfirm = async () => {
    const result = (await rotate({ input: { id: token.id, atOnce, password, oneTimeCode: code || null } })).data
      ?.apiTokenRotate;
    if (result?.__typename === 'ShownApiToken') return onMade(result.secret);
    setProblems(problemsOf(result, t('action.notSent')).map(({ message }) => message));
  };
  return (
    <ConfirmDialog
      opened
      title={t('tokens.rotateTitle', { name: token.name })}
      consequence={t(atOnce ? 'tokens.rotateAtOnce' : 'tokens.rotateText')}
      confirmLabel={t('tokens.rotate')}
      busy={fetching}
      ready={password !== ''}
      problems={problems}
      onConfirm={() => void onConfirm()}
      onClose={onClose}
    >
      <Checkbox
        label={t('tokens.atOnce')}
        checked={atOnce}
        onChange={(event) => setAtOnce(event.currentTarget.checked)}
      />
      <OnceMore why="tokens.passwordWhy" onPassword={setPassword} onCode={setCode} />
    </ConfirmDialog>
  );
}

/** A token opens nothing from now on. */
export function RevokeToken({ token, onClose, onDone }: TokenDialogProps & { onDone: () => void }) {
  const { t } = useI18n();
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [{ fetching }, revoke] = useMutation(ApiTokenRevokeDocument);
  const onConfirm = async () => {
    const result = (await revoke({ input: { id: token.id } })).data?.apiTokenRevoke;
    if (result?.__typename !== 'ApiToken')
      return setProblems(problemsOf(result, t('action.notSent')).map(({ message }) => message));
    toast('done', t('tokens.revoked'), token.name);
    onDone();
  };
  return (
    <ConfirmDialog
      opened
      danger
      title={t('tokens.revokeTitle', { name: token.name })}
      consequence={t('tokens.revokeText')}
      confirmLabel={t('tokens.revoke')}
      busy={fetching}
      problems={problems}
      onConfirm={() => void onConfirm()}
      onClose={onClose}
    />
  );
}
