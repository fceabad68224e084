import { ShellCursorDocument } from '../../gql';
import { useRead } from '../../lib/query';
import { lookAgain } from '../../lib/session';
import { useJournal } from '../../subjects/useJournal';

const NO_VARIABLES = {};
/** What changes what somebody may do, or how they are called. */
const EVENTS = { events: ['USER_LEVEL_CHANGED' as const, 'USER_CHANGED' as const] };

/** Asks anew who is signed in when the journal says that people changed: what they may do is drawn without a reload. */
export function OwnRights() {
  const { data } = useRead(ShellCursorDocument, NO_VARIABLES);
  useJournal(data?.journalCursor, EVENTS, (entries) => {
    if (entries.length > 0) void lookAgain();
  });
  return null;
}
