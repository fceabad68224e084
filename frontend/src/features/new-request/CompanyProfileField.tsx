import { Button, Group, Modal, Select } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { IfMay } from '../../actions/IfMay';
import { CompanyProfilesDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { CompanyProfileForm } from '../../subjects/profiles/CompanyProfileForm';
import { Icon } from '../../ui/Icon';
import type { Draft } from './draft';

interface CompanyProfileFieldProps {
  draft: Draft;
  value: string | null;
  error?: string;
  onChange: (id: string | null) => void;
}

/** The company the numbers are ported for; its addresses get every status update. */
export function CompanyProfileField({ draft, value, error, onChange }: CompanyProfileFieldProps) {
  const { t } = useI18n();
  const [making, setMaking] = useState(false);
  const [{ data }, read] = useQuery({ query: CompanyProfilesDocument, variables: { accountId: draft.accountId } });
  const profiles = data?.companyProfiles ?? [];
  return (
    <>
      <Group align="flex-end" gap="xs">
        <Select
          label={t('requests.profile')}
          description={t('new.companyHint')}
          required
          error={error}
          data={profiles.map((profile) => ({ value: profile.id, label: `${profile.label}: ${profile.companyName}` }))}
          value={value}
          onChange={onChange}
          style={{ flex: '1 1 20rem', maxWidth: '30rem' }}
        />
        <IfMay permission="COMPANY_PROFILE_WRITE">
          <Button variant="default" leftSection={<Icon name="plus" size={14} />} onClick={() => setMaking(true)}>
            {t('new.newProfile')}
          </Button>
        </IfMay>
      </Group>
      <Modal
        opened={making}
        onClose={() => setMaking(false)}
        title={t('new.newProfile')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        <CompanyProfileForm
          accountId={draft.accountId}
          country={draft.country}
          onSaved={(id) => {
            setMaking(false);
            read({ requestPolicy: 'network-only' });
            onChange(id);
          }}
        />
      </Modal>
    </>
  );
}
