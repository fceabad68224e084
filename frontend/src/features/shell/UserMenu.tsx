import { Menu, Stack, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { LOCALES, useI18n } from '../../i18n';
import { setPreferences } from '../../lib/preferences';
import { type SessionUser, signOut } from '../../lib/session';
import { Icon } from '../../ui/Icon';
import { toast } from '../../ui/toast';
import classes from './UserMenu.module.css';

const SCHEMES = ['light', 'dark', 'auto'] as const;
const SCHEME_ICONS = { light: 'sun', dark: 'moon', auto: 'auto' } as const;

/** Who is signed in, how things look and read for them, and the way out. */
export function UserMenu({ user, onKeys }: { user: SessionUser; onKeys: () => void }) {
  const { t, locale } = useI18n();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = () => signOut().catch(() => toast('refused', t('ui.errorOffline')));
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes.target}>
          <Icon name="user" size={18} />
          <span className={classes.name}>{user.name}</span>
          <Icon name="chevronDown" size={14} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Stack gap={0}>
            <Text size="sm" fw={600} c="var(--mantine-color-text)">
              {user.name}
            </Text>
            {user.email}
          </Stack>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t('app.appearance')}</Menu.Label>
        {SCHEMES.map((scheme) => (
          <Menu.RadioItem
            key={scheme}
            value={scheme}
            checked={colorScheme === scheme}
            onChange={() => setColorScheme(scheme)}
            rightSection={<Icon name={SCHEME_ICONS[scheme]} size={14} />}
          >
            {t(`app.scheme.${scheme}`)}
          </Menu.RadioItem>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('app.language')}</Menu.Label>
        {LOCALES.map((choice) => (
          <Menu.RadioItem
            key={choice.value}
            value={choice.value}
            checked={locale === choice.value}
            onChange={() => setPreferences({ locale: choice.value })}
            lang={choice.value}
          >
            {choice.label}
          </Menu.RadioItem>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="keyboard" />} onClick={onKeys}>
          {t('ui.keys.title')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="arrowOut" />} onClick={() => void leave()}>
          {t('app.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
