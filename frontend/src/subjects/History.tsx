import type { EntryPartsFragment } from '../gql';
import { useI18n } from '../i18n';
import { Timeline } from '../ui/Timeline';
import { timelineEntries } from './timeline';

/** What happened to a subject, as its journal has it. */
export function History({ journal }: { journal: { edges: readonly { node: EntryPartsFragment }[] } }) {
  const i18n = useI18n();
  const entries = journal.edges.map((edge) => edge.node);
  return <Timeline label={i18n.t('request.timeline')} entries={timelineEntries(entries, i18n)} />;
}
