import { Menu, SegmentedControl, Stack, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { LOCALES, localeOf, useI18n } from '../../i18n';
import { setPreferences } from '../../lib/preferences';
import { type SessionUser, signOut } from '../../lib/session';
import { Icon } from '../../ui/Icon';
import { toast } from '../../ui/toast';
import classes from './UserMenu.module.css';

const SCHEMES = ['light', 'dark', 'auto'] as const;
const SCHEME_ICONS = { light: 'sun', dark: 'moon', auto: 'auto' } as const;

export function UserMenu({ user, onKeys }: { user: SessionUser; onKeys: () => void }) {
  const { t, locale } = useI18n();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = () => signOut().catch(() => toast('refused', t('ui.errorOffline')));
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <UnstyledButton className={classes.target}>
          <Icon name="user" size={18} />
          <span className={classes.name}>{user.name}</span>
          <Icon name="chevronDown" size={14} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Stack gap={0} px="sm" py="xs">
          <Text size="sm" fw={600}>
            {user.name}
          </Text>
          <Text size="xs" c="dimmed">
            {user.email}
          </Text>
        </Stack>
        <Menu.Divider />
        <Menu.Label>{t('app.appearance')}</Menu.Label>
        <div className={classes.choice}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t('app.appearance')}
            value={colorScheme}
            onChange={(value) => setColorScheme(value as (typeof SCHEMES)[number])}
            data={SCHEMES.map((scheme) => ({
              value: scheme,
              label: (
                <span className={classes.scheme}>
                  <Icon name={SCHEME_ICONS[scheme]} size={14} /> {t(`app.scheme.${scheme}`)}
                </span>
              ),
            }))}
          />
        </div>
        <Menu.Label>{t('app.language')}</Menu.Label>
        <div className={classes.choice}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t('app.language')}
            value={locale}
            onChange={(value) => setPreferences({ locale: localeOf(value) })}
            data={LOCALES.map((choice) => ({ value: choice.value, label: choice.label }))}
          />
        </div>
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
