import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useI18n } from '../i18n';
import { Problems } from './Problems';

interface ConfirmDialogProps {
  opened: boolean;
  title: string;
  /** What will have happened once it is confirmed, in one or two sentences. */
  consequence: string;
  confirmLabel: string;
  /** It cannot be undone: drawn as such. */
  danger?: boolean;
  /** How many things it is about; above fifty the number has to be typed. */
  count?: number;
  busy?: boolean;
  /** What the form still lacks keeps the button off. */
  ready?: boolean;
  problems?: readonly string[];
  children?: ReactNode;
  onConfirm: () => void;
  onClose: () => void;
}

const TYPED_ABOVE = 50;

/** Asks before something happens, says what will happen, and keeps what the server refused in sight. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useI18n();
  useFocusBack();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      size="lg"
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {props.opened && <DialogForm {...props} />}
    </Modal>
  );
}

/** Dialogs come open and go as a whole, so the modal never sees itself closed: what had the focus before gets it back from here. */
function useFocusBack() {
  const before = useRef(document.activeElement);
  useEffect(
    () => () => {
      if (before.current instanceof HTMLElement) before.current.focus();
    },
    [],
  );
}

function DialogForm(props: ConfirmDialogProps) {
  const { t } = useI18n();
  const [typed, setTyped] = useState('');
  const describedBy = useId();
  const word = String(props.count ?? 0);
  const mustType = (props.count ?? 0) > TYPED_ABOVE;
  const ready = (props.ready ?? true) && (!mustType || typed.trim() === word);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !props.busy) props.onConfirm();
  };
  return (
    <form onSubmit={onSubmit} aria-describedby={describedBy}>
      <Stack gap="md">
        <Text id={describedBy} size="sm">
          {props.consequence}
        </Text>
        {props.children}
        {mustType && (
          <TextInput
            label={t('ui.confirmTyped', { word })}
            value={typed}
            inputMode="numeric"
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <Problems sentences={props.problems ?? []} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" color={props.danger ? 'red' : undefined} disabled={!ready} loading={props.busy}>
            {props.confirmLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
