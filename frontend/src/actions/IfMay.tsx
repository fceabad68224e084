import { Fieldset, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Permission } from '../gql/permissions';
import { type MessageKey, useI18n } from '../i18n';
import { useMay, useSession } from '../lib/session';
import { Notice } from '../ui/Notice';

interface IfMayProps {
  permission: Permission;
  children: ReactNode;
}

/** What one may not do is not there. */
export function IfMay({ permission, children }: IfMayProps) {
  return useMay()(permission) ? children : null;
}

interface OnlyForProps extends IfMayProps {
  /** Who of an account may; of the operator it is the administrators. */
  members?: boolean;
}

/** A form: whoever may only read it finds its fields disabled, and one line that says who may change them. */
export function OnlyFor({ permission, members = false, children }: OnlyForProps) {
  const { t } = useI18n();
  const { staff } = useSession();
  const may = useMay()(permission);
  const who: MessageKey = staff ? 'may.operatorAdmins' : members ? 'may.accountMembers' : 'may.accountAdmins';
  return (
    <Fieldset variant="unstyled" disabled={!may}>
      {may ? (
        children
      ) : (
        <Stack gap="md">
          <Notice tone="mute" icon="lock">
            {t(who)}
          </Notice>
          {children}
        </Stack>
      )}
    </Fieldset>
  );
}
