import type { I18n } from '../i18n';
import type { VerbWord } from '../i18n/words';
import type { Intent, Kind, Verbs } from './subjects';

/** The words of a verb in the reader's language. */
export function verbWord<K extends Kind>({ words }: I18n, { kind, verb }: Pick<Intent<K>, 'kind' | 'verb'>): VerbWord {
  const all: { [Each in Kind]: Record<Verbs[Each], VerbWord> } = {
    portingNumber: words.portingNumberVerb,
    portingRequest: words.portingRequestVerb,
    portOut: words.portOutVerb,
    document: words.documentVerb,
  };
  return all[kind][verb];
}
