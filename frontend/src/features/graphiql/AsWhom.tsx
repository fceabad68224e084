import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { IfMay } from '../../actions/IfMay';
import { type Level, SandboxTokenCreateDocument, SandboxTokenEndDocument, type TokenScope } from '../../gql';
import { useI18n } from '../../i18n';
import { useSession } from '../../lib/session';
import { problemsOf } from '../../subjects/profiles/problems';
import { OnceMore } from '../../subjects/users/LevelSelect';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import classes from './Explorer.module.css';

/** A token that reads and does nothing else, for a day at most. */
export interface Sandbox {
  id: string;
  secret: string;
}

const READS = ['PORTING_READ', 'DOCUMENTS_READ', 'PORTOUT_READ'] as const satisfies readonly TokenScope[];
const LEAST = { CUSTOMER: 'VIEWER', STAFF: 'AGENT' } as const satisfies Record<string, Level>;

interface AsWhomProps {
  sandbox: Sandbox | null;
  onSandbox: (sandbox: Sandbox | null) => void;
}

/** As whom GraphiQL asks: whoever is signed in, so that what is done is done, or a sandbox token that cannot do anything. */
export function AsWhom({ sandbox, onSandbox }: AsWhomProps) {
  const { t } = useI18n();
  const [asking, setAsking] = useState(false);
  const [, end] = useMutation(SandboxTokenEndDocument);
  const onLeave = () => {
    if (sandbox) void end({ input: { id: sandbox.id } });
    onSandbox(null);
  };
  return (
    <Group className={classes.bar} justify="space-between" gap="xs">
      <Text size="sm" role="status">
        {t(sandbox ? 'graphiql.bySandbox' : 'graphiql.asYourself')}
      </Text>
      <IfMay permission="API_TOKEN_MANAGE">
        <Button variant="default" size="xs" onClick={() => (sandbox ? onLeave() : setAsking(true))}>
          {t(sandbox ? 'graphiql.leave' : 'graphiql.use')}
        </Button>
      </IfMay>
      {asking && (
        <SandboxDialog
          onClose={() => setAsking(false)}
          onMade={(made) => {
            setAsking(false);
            onSandbox(made);
          }}
        />
      )}
    </Group>
  );
}

function SandboxDialog({ onClose, onMade }: { onClose: () => void; onMade: (made: Sandbox) => void }) {
  const { t } = useI18n();
  const { role } = useSession();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [{ fetching }, create] = useMutation(SandboxTokenCreateDocument);
  const onConfirm = async () => {
    const wanted = { name: t('graphiql.tokenName'), scopes: [...READS], level: LEAST[role], expiresInDays: 1 };
    const { data } = await create({ input: { ...wanted, password, oneTimeCode: code || null } });
    const result = data?.apiTokenCreate;
    if (result?.__typename === 'ShownApiToken' && result.secret)
      return onMade({ id: result.token.id, secret: result.secret });
    setProblems(problemsOf(result, t('action.notSent')).map(({ message }) => message));
  };
  return (
    <ConfirmDialog
      opened
      title={t('graphiql.use')}
      consequence={t('graphiql.text')}
      confirmLabel={t('graphiql.use')}
      busy={fetching}
      ready={password !== ''}
      problems={problems}
      onConfirm={() => void onConfirm()}
      onClose={onClose}
    >
      <OnceMore why="tokens.passwordWhy" onPassword={setPassword} onCode={setCode} />
    </ConfirmDialog>
  );
}
