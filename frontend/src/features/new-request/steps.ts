import type { MessageKey } from '../../i18n';

export type StepName = 'where' | 'numbers' | 'details' | 'papers' | 'review';

/** Leads to a step, with what the address has to remember from here on. */
export type Go = (to: StepName, more?: { draft?: string; country?: string; type?: string; account?: string }) => void;

export const STEPS: Record<StepName, MessageKey> = {
  where: 'new.step.where',
  numbers: 'new.step.numbers',
  details: 'new.step.details',
  papers: 'new.step.papers',
  review: 'new.step.review',
};
export const NEEDS_DRAFT: readonly StepName[] = ['details', 'papers', 'review'];

/** The step an address means; without a draft only those that make one. */
export function stepOf(text: string | undefined, drafted: boolean): StepName {
  const known = text !== undefined && text in STEPS ? (text as StepName) : 'where';
  return drafted || !NEEDS_DRAFT.includes(known) ? known : 'where';
}
