import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { IfMay } from '../../actions/IfMay';
import { type UserPartsFragment, UsersDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { InviteForm } from '../../subjects/users/InviteForm';
import { UserPanel } from '../../subjects/users/UserPanel';
import { UserStatusBadge } from '../../subjects/users/UserStatusBadge';
import classes from '../../subjects/users/Where.module.css';
import { Failed } from '../../ui/Failed';
import { Section } from '../../ui/Page';
import { SidePanel } from '../../ui/SidePanel';
import { EmptyState, SkeletonRows } from '../../ui/states';
import { toast } from '../../ui/toast';

const EVERYBODY = { first: 200, after: null, filter: null, orderBy: 'NAME_ASC' } as const;

/** The people of one's account: invited here, and each opened beside the list. */
export function Team() {
  const { t } = useI18n();
  const read = useRead(UsersDocument, EVERYBODY);
  const [inviting, setInviting] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (read.loading) return <SkeletonRows rows={5} />;
  const people = read.data?.users.edges.map(({ node }) => node) ?? [];
  const open = people.find(({ id }) => id === openId);
  const onInvited = (email: string) => {
    setInviting(false);
    toast('done', t('people.invitationSent'), email);
    read.refresh();
  };
  return (
    <Section
      title={t('settings.team')}
      aside={
        <IfMay permission="USER_MANAGE">
          <Button onClick={() => setInviting(true)}>{t('people.invite')}</Button>
        </IfMay>
      }
    >
      {people.length === 0 ? (
        <EmptyState icon="user" title={t('people.none')} />
      ) : (
        <ul className={classes.list} data-wide>
          {people.map((user) => (
            <li key={user.id}>
              <Person user={user} onOpen={() => setOpenId(user.id)} />
            </li>
          ))}
        </ul>
      )}
      <Modal
        opened={inviting}
        onClose={() => setInviting(false)}
        title={t('people.invite')}
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        <InviteForm onInvited={onInvited} />
      </Modal>
      <SidePanel opened={open !== undefined} title={open?.name ?? ''} onClose={() => setOpenId(null)}>
        {open && <UserPanel user={open} onDone={read.refresh} />}
      </SidePanel>
    </Section>
  );
}

function Person({ user, onOpen }: { user: UserPartsFragment; onOpen: () => void }) {
  const { t, words } = useI18n();
  return (
    <Group justify="space-between" gap="xs">
      <Stack gap={0}>
        <Text size="sm" fw={600}>
          {user.name}
        </Text>
        <Text size="xs" c="dimmed">
          {user.email} · {words.level[user.level].label}
        </Text>
      </Stack>
      <Group gap="xs">
        <UserStatusBadge status={user.status} />
        <Button variant="default" aria-label={`${t('people.manage')}: ${user.name}`} onClick={onOpen}>
          {t('people.manage')}
        </Button>
      </Group>
    </Group>
  );
}
