import type { InventoryRowFragment, PhoneNumbersAssignProfileMutation, PhoneNumbersRemoveMutation } from '../../gql';
import { problemsOf } from '../../subjects/profiles/problems';

/** What a bulk of inventory numbers shares: which were chosen, and what is done once they moved. */
export interface OfChosen {
  chosen: readonly InventoryRowFragment[];
  onClear: () => void;
  onMoved: () => void;
}

type Answer =
  | PhoneNumbersRemoveMutation['phoneNumbersRemove']
  | PhoneNumbersAssignProfileMutation['phoneNumbersAssignProfile'];

/** How many moved, and a sentence for each that did not; the command's own problems where none was tried. */
export function movedOf(answer: Answer | undefined, chosen: readonly InventoryRowFragment[], notSent: string) {
  if (answer?.__typename !== 'PhoneNumbersMoved')
    return { count: 0, problems: problemsOf(answer, notSent).map(({ message }) => message) };
  const problems = answer.results.flatMap((each, place) =>
    each.__typename === 'PhoneNumber' ? [] : [`${chosen[place]?.display}: ${each.message}`],
  );
  return { count: answer.results.length - problems.length, problems };
}

/** The numbers, each at the version that was looked at. */
export function targets(chosen: readonly InventoryRowFragment[]) {
  return chosen.map(({ id, version }) => ({ id, expectedVersion: version }));
}
