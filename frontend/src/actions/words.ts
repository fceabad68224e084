import type { I18n } from '../i18n';
import type { VerbWord } from '../i18n/words';
import type { Kind, Offered, Verbs } from './subjects';

/** The words of a verb in the reader's language; in English its label is what the server says. */
export function verbWord<K extends Kind>({ words }: I18n, { kind, verb, variant, label }: Offered<K>): VerbWord {
  const all: { [Each in Kind]: Record<Verbs[Each], Partial<VerbWord> & Pick<VerbWord, 'consequence'>> } = {
    portingNumber: words.portingNumberVerb,
    portingRequest: words.portingRequestVerb,
    portOut: words.portOutVerb,
    document: words.documentVerb,
    snapback: words.snapbackVerb,
    internalMove: words.internalMoveVerb,
    phoneNumber: words.phoneNumberVerb,
  };
  return { label, ...(variant ? words.verbVariant[variant] : all[kind][verb]) };
}
