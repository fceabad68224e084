import { type EntryPartsFragment, JournalDocument, type JournalFilter } from '../gql';
import { useFeed } from '../lib/query';

const TOGETHER_MS = 150;

/** Hears every journal entry after the cursor that the filter lets through, for as long as the component is mounted. */
export function useJournal(
  cursor: string | undefined,
  filter: JournalFilter,
  onEntries: (entries: readonly EntryPartsFragment[]) => void,
): void {
  useFeed(JournalDocument, cursor, { batchMs: TOGETHER_MS, filter }, ({ journal }) => {
    if (journal.__typename === 'JournalPage') onEntries(journal.entries);
  });
}
