import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { ConfigurationProfilesDocument, PhoneNumbersAssignProfileDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { Notice } from '../../ui/Notice';
import { toast } from '../../ui/toast';
import { movedOf, type OfChosen, targets } from './moved';

/** Says where the chosen numbers ring from now on; what is refused is said number by number. */
export function RingNumbers(of: OfChosen) {
  const { t } = useI18n();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsking(true)}>
        {t('inventory.ring')}
      </Button>
      {asking && <Ask {...of} onClose={() => setAsking(false)} />}
    </>
  );
}

function Ask({ chosen, onClear, onMoved, onClose }: OfChosen & { onClose: () => void }) {
  const { t } = useI18n();
  const [{ fetching }, assign] = useMutation(PhoneNumbersAssignProfileDocument);
  const [profile, setProfile] = useState<string | null>(chosen[0]?.configurationProfile?.id ?? null);
  const [problems, setProblems] = useState<string[]>([]);
  const ofOneAccount = new Set(chosen.map((row) => row.accountId)).size === 1;
  const onConfirm = async () => {
    const input = { numbers: targets(chosen), configurationProfileId: profile };
    const answer = (await assign({ input })).data?.phoneNumbersAssignProfile;
    const moved = movedOf(answer, chosen, t('action.notSent'));
    if (moved.count > 0) {
      onMoved();
      toast('done', t('inventory.rang', { count: moved.count }));
    }
    if (moved.problems.length > 0) setProblems(moved.problems);
    else onClear();
  };
  return (
    <ConfirmDialog
      opened
      title={t('inventory.ring')}
      consequence={t('inventory.ringText', { count: chosen.length })}
      confirmLabel={t('inventory.ring')}
      count={chosen.length}
      busy={fetching}
      ready={ofOneAccount && problems.length === 0}
      problems={problems}
      onConfirm={() => void onConfirm()}
      onClose={onClose}
    >
      {ofOneAccount ? (
        <ProfileSelect accountId={chosen[0]?.accountId} value={profile} onChange={setProfile} />
      ) : (
        <Notice tone="warn">{t('inventory.ringOneAccount')}</Notice>
      )}
    </ConfirmDialog>
  );
}

interface ProfileSelectProps {
  accountId: string | undefined;
  value: string | null;
  onChange: (id: string | null) => void;
}

function ProfileSelect({ accountId, value, onChange }: ProfileSelectProps) {
  const { t } = useI18n();
  const [{ data }] = useQuery({ query: ConfigurationProfilesDocument, variables: { accountId: accountId ?? null } });
  return (
    <Select
      label={t('inventory.ringProfile')}
      placeholder={t('inventory.ringNowhere')}
      clearable
      searchable
      data={(data?.configurationProfiles ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
    />
  );
}
