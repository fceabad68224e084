import { Button, Menu, Text, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { useI18n } from '../i18n';
import { Icon } from '../ui/Icon';
import { type BarAction, barActions } from './offer';
import type { Available, Kind, Offered, Setting, Subject, Verbs } from './subjects';
import { useVerbs } from './useVerbs';
import { verbWord } from './words';

interface ActionBarProps<K extends Kind> {
  kind: K;
  /** The selection: one subject on its own page, many from a list. */
  subjects: readonly (Subject & { availableActions: readonly Available<Verbs[K]>[] })[];
  /** What dialogs need to know, of all of them or of those that an action is about. */
  setting?: Setting | ((subjects: readonly Subject[]) => Setting);
  /** How many buttons stand beside each other before the rest goes into a menu. */
  room?: number;
  onDone?: (moved: readonly Subject[], verb: string) => void;
}

/**
 * What can be done with its subjects, as the server offers it: the screen decides nothing. An action that something stands
 * in the way of is shown, disabled, with the reason.
 */
export function ActionBar<K extends Kind>({ kind, subjects, setting = {}, room = 3, onDone }: ActionBarProps<K>) {
  const i18n = useI18n();
  const { start, dialog } = useVerbs(onDone);
  const [opened, setOpened] = useState(false);
  const actions = barActions(kind, subjects);
  if (actions.length === 0) return dialog;
  const single = subjects.length === 1;
  const begin = (action: BarAction<K>) => {
    if (action.subjects.length === 0) return;
    const known = typeof setting === 'function' ? setting(action.subjects) : setting;
    start({ ...offered(action), subjects: action.subjects, setting: known });
  };
  const [shown, rest] = actions.length <= room + 1 ? [actions, []] : [actions.slice(0, room), actions.slice(room)];
  return (
    <>
      {shown.map((action, index) => (
        <ActionButton
          key={action.variant ?? action.verb}
          label={labelOf(action)}
          why={whyOf(action)}
          blocked={action.subjects.length === 0}
          main={index === 0 && action.main}
          danger={action.danger}
          onClick={() => begin(action)}
        />
      ))}
      {rest.length > 0 && (
        <Menu opened={opened} onChange={setOpened} position="bottom-end" width={300}>
          <Menu.Target>
            <Button variant="default" rightSection={<Icon name="chevronDown" size={14} />}>
              {i18n.t('ui.moreActions')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map((action) => (
              <Menu.Item
                key={action.variant ?? action.verb}
                color={action.danger ? 'red' : undefined}
                disabled={action.subjects.length === 0}
                onClick={() => begin(action)}
              >
                {labelOf(action)}
                {action.blockers.length > 0 && (
                  <Text size="xs" c="dimmed">
                    {whyOf(action)}
                  </Text>
                )}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {dialog}
    </>
  );

  function labelOf(action: BarAction<K>): string {
    const { label } = verbWord(i18n, action);
    if (single || action.subjects.length === subjects.length || action.subjects.length === 0) return label;
    return i18n.t('action.some', { verb: label, count: action.subjects.length, of: subjects.length });
  }

  function whyOf(action: BarAction<K>): string {
    return action.blockers.map((blocker) => blocker.message).join(' ');
  }
}

function offered<K extends Kind>({ kind, verb, variant, label }: BarAction<K>): Offered<K> {
  return { kind, verb, variant, label };
}

interface ActionButtonProps {
  label: string;
  why: string;
  blocked: boolean;
  main: boolean;
  danger: boolean;
  onClick: () => void;
}

/** Disabled buttons stay reachable by the keyboard, or nobody could read why they are. */
function ActionButton({ label, why, blocked, main, danger, onClick }: ActionButtonProps) {
  const button = (
    <Button
      variant={main && !blocked ? 'filled' : 'default'}
      c={danger && !main && !blocked ? 'var(--mantine-color-error)' : undefined}
      data-disabled={blocked || undefined}
      aria-disabled={blocked || undefined}
      onClick={blocked ? (event) => event.preventDefault() : onClick}
    >
      {label}
    </Button>
  );
  return why === '' ? (
    button
  ) : (
    <Tooltip label={why} multiline maw={320}>
      {button}
    </Tooltip>
  );
}
