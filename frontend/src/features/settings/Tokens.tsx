import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { IfMay } from '../../actions/IfMay';
import { ApiTokensDocument, type TokenPartsFragment } from '../../gql';
import { useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import classes from '../../subjects/users/Where.module.css';
import { DateTime } from '../../ui/DateTime';
import { Failed } from '../../ui/Failed';
import { LinkAnchor } from '../../ui/links';
import { Section } from '../../ui/Page';
import { ShownOnce } from '../../ui/ShownOnce';
import { EmptyState, SkeletonRows } from '../../ui/states';
import { RevokeToken, RotateToken } from './TokenDialogs';
import { TokenForm } from './TokenForm';

const NO_VARIABLES = {};
type Doing = { what: 'rotate' | 'revoke'; token: TokenPartsFragment };

/** The credentials of machines: made, shown once, given a new secret, taken back. */
export function Tokens() {
  const { t } = useI18n();
  const read = useRead(ApiTokensDocument, NO_VARIABLES);
  const [making, setMaking] = useState(false);
  const [doing, setDoing] = useState<Doing | null>(null);
  const [shown, setShown] = useState<{ secret: string | null } | null>(null);
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (read.loading) return <SkeletonRows rows={4} />;
  const tokens = read.data?.apiTokens ?? [];
  const done = () => {
    setMaking(false);
    setDoing(null);
    setShown(null);
    read.refresh();
  };
  const onMade = (secret: string | null) => {
    done();
    setShown({ secret });
  };
  return (
    <Section
      title={t('settings.tokens')}
      aside={
        <IfMay permission="API_TOKEN_MANAGE">
          <Button onClick={() => setMaking(true)}>{t('tokens.make')}</Button>
        </IfMay>
      }
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('tokens.text')}{' '}
          <LinkAnchor to="/graphiql" preload={false} inherit underline="always">
            {t('tokens.try')}
          </LinkAnchor>
        </Text>
        {shown && <ShownOnce notice={t('tokens.shownOnce')} label={t('tokens.secret')} value={shown.secret} />}
        {tokens.length === 0 && <EmptyState icon="sliders" title={t('tokens.none')} />}
        <ul className={classes.list} data-wide>
          {tokens.map((token) => (
            <li key={token.id}>
              <Token token={token} onDo={(what) => setDoing({ what, token })} />
            </li>
          ))}
        </ul>
      </Stack>
      <Modal
        opened={making}
        onClose={() => setMaking(false)}
        title={t('tokens.make')}
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        <TokenForm onMade={onMade} />
      </Modal>
      {doing?.what === 'rotate' && <RotateToken token={doing.token} onClose={() => setDoing(null)} onMade={onMade} />}
      {doing?.what === 'revoke' && <RevokeToken token={doing.token} onClose={() => setDoing(null)} onDone={done} />}
    </Section>
  );
}

function Token({ token, onDo }: { token: TokenPartsFragment; onDo: (what: Doing['what']) => void }) {
  const { t, words } = useI18n();
  const whose = token.carrierName ?? words.level[token.level].label;
  return (
    <Group justify="space-between" gap="xs" wrap="wrap">
      <Stack gap={0} flex="1 1 18rem">
        <Text size="sm" fw={600}>
          {token.name}
        </Text>
        <Text size="xs" c="dimmed">
          {token.prefix}… · {whose}
        </Text>
        <Text size="xs" c="dimmed">
          {token.scopes.map((scope) => words.tokenScope[scope]).join(', ')}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          <When label={t('tokens.lastUsed')} at={token.lastUsedAt} never={t('tokens.neverUsed')} /> ·{' '}
          <When label={t('tokens.endsAt')} at={token.expiresAt} never={t('tokens.noEnd')} />
          {token.oldSecretUntil && (
            <>
              {' · '}
              <When label={t('tokens.oldUntil')} at={token.oldSecretUntil} never="" />
            </>
          )}
        </Text>
      </Stack>
      <Group gap="xs">
        <Button variant="default" aria-label={`${t('tokens.rotate')}: ${token.name}`} onClick={() => onDo('rotate')}>
          {t('tokens.rotate')}
        </Button>
        <Button variant="default" aria-label={`${t('tokens.revoke')}: ${token.name}`} onClick={() => onDo('revoke')}>
          {t('tokens.revoke')}
        </Button>
      </Group>
    </Group>
  );
}

function When({ label, at, never }: { label: string; at: string | null; never: string }) {
  if (!at) return <>{never}</>;
  return (
    <>
      {label} <DateTime at={at} />
    </>
  );
}
