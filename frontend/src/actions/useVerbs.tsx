import { lazy, type ReactNode, useState } from 'react';
import { useClient } from 'urql';
import { useI18n } from '../i18n';
import { sentencesOf } from '../lib/errors';
import { useTimeZone } from '../lib/zone';
import { Optional } from '../ui/Optional';
import { toast } from '../ui/toast';
import type { Command } from './command';
import { dialogOf } from './dialogs';
import type { Intent, Subject } from './subjects';
import { emptyValues } from './values';
import { verbWord } from './words';

/** The dialogs and the commands come with the first click, not with the list. */
const VerbDialog = lazy(async () => ({ default: (await import('./VerbDialog')).VerbDialog }));

const AT_ONCE_UP_TO = 50;

/** Starts verbs: harmless ones at once, the others through their dialog. */
export function useVerbs(onDone?: (moved: readonly Subject[], verb: string) => void): {
  start: (intent: Intent) => void;
  dialog: ReactNode;
} {
  const [intent, setIntent] = useState<Intent | null>(null);
  const client = useClient();
  const i18n = useI18n();
  const timeZone = useTimeZone();

  const atOnce = async (wanted: Intent) => {
    const { label } = verbWord(i18n, wanted);
    try {
      const { COMMANDS } = await import('../gql/commands');
      const command = (COMMANDS[wanted.kind] as Record<string, Command>)[wanted.verb];
      const outcomes = (await command?.(client, wanted.subjects, emptyValues(timeZone), crypto.randomUUID())) ?? [];
      const sentences = outcomes.flatMap(({ refusal }) => (refusal ? sentencesOf(refusal) : []));
      const moved = outcomes.filter(({ refusal }) => !refusal).map(({ subject }) => subject);
      if (sentences.length > 0) toast('refused', label, [...new Set(sentences)].join(' '));
      if (moved.length > 0) {
        toast('done', label, i18n.t('action.done', { count: moved.length }));
        onDone?.(moved, wanted.verb);
      }
    } catch {
      toast('refused', label, i18n.t('action.notSent'));
    }
  };
  const start = (wanted: Intent) => {
    if (dialogOf(wanted.kind, wanted.verb).atOnce && wanted.subjects.length <= AT_ONCE_UP_TO) void atOnce(wanted);
    else setIntent(wanted);
  };
  const dialog = intent && (
    <Optional
      onFailed={() => {
        setIntent(null);
        toast('refused', i18n.t('ui.errorOffline'));
      }}
    >
      <VerbDialog
        intent={intent}
        onClose={() => setIntent(null)}
        onDone={(moved) => {
          setIntent(null);
          onDone?.(moved, intent.verb);
        }}
      />
    </Optional>
  );
  return { start, dialog };
}
