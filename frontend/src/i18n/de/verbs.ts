import type { VerbWords } from '../words';
import { event } from './events';

/** What people do, and what happened. */
export const verbs: VerbWords = {
  portingNumberVerb: {
    START_REVIEW: { label: 'Prüfung beginnen', consequence: 'Zeigt, dass Sie diese Rufnummern prüfen.' },
    MARK_PORTABLE: {
      label: 'Als portierbar melden',
      consequence: 'Der Kunde erfährt, dass die Rufnummern portiert werden können.',
    },
    MARK_NOT_PORTABLE: {
      label: 'Als nicht portierbar melden',
      consequence: 'Beendet die Portierung dieser Rufnummern endgültig. Der Kunde erfährt den Grund.',
    },
    CANCEL: {
      label: 'Stornieren',
      consequence:
        'Die Portierung dieser Rufnummern endet sofort und endgültig. Der Dienst beim bisherigen Anbieter läuft weiter.',
    },
    START: {
      label: 'Portierung starten',
      consequence: 'Öffnet einen neuen Versuch und schickt den Auftrag an den Netzanbieter.',
    },
    HAND_OVER: { label: 'Übergabe melden', consequence: 'Sagt, dass der Auftrag nun beim abgebenden Anbieter liegt.' },
    CONFIRM_FOC: {
      label: 'FOC-Termin bestätigen',
      consequence: 'Hält den zugesagten Termin fest. Der Kunde erfährt es.',
    },
    REVISE_FOC: { label: 'FOC-Termin ändern', consequence: 'Ersetzt den zugesagten Termin. Der Kunde erfährt es.' },
    WITHDRAW_FOC: {
      label: 'FOC-Termin zurückziehen',
      consequence: 'Der Termin gilt nicht mehr. Bereits vorbereitete Rufnummern werden wieder herausgenommen.',
    },
    REQUIRE_ACTION: {
      label: 'Korrektur anfordern',
      consequence: 'Der Kunde wird gebeten zu korrigieren, was die Gründe nennen.',
    },
    RESUBMIT: {
      label: 'Neu einreichen',
      consequence: 'Schickt den Auftrag als neuen Versuch an den Anbieter.',
    },
    ACCEPT_CANCELLATION: {
      label: 'Stornierung annehmen',
      consequence: 'Beendet die Portierung dieser Rufnummern endgültig.',
    },
    REJECT_CANCELLATION: {
      label: 'Stornierung ablehnen',
      consequence: 'Die Portierung läuft weiter; der Kunde erfährt, warum.',
    },
    COMPLETE: {
      label: 'Abschließen',
      consequence: 'Die Rufnummern sind ab jetzt hier in Betrieb. Das lässt sich nicht rückgängig machen.',
    },
    ASSIGN_PROFILE: { label: 'Konfiguration zuweisen', consequence: 'Gilt, sobald die Rufnummern in Betrieb gehen.' },
  },
  portingRequestVerb: {
    SUBMIT: {
      label: 'Einreichen',
      consequence: 'Schickt den Auftrag an unser Team. Die meisten Daten stehen danach fest.',
    },
    DISCARD: {
      label: 'Entwurf verwerfen',
      consequence: 'Löscht diesen Entwurf mit Rufnummern und Dokumenten. Das lässt sich nicht rückgängig machen.',
    },
    MATCH_LOSING_CARRIER: {
      label: 'Anbieter zuordnen',
      consequence:
        'Sagt, welcher Anbieter mit dem eingegebenen Namen gemeint war. Danach kann der Auftrag angenommen werden.',
    },
    ACCEPT: { label: 'Annehmen', consequence: 'Die Arbeit am Auftrag beginnt; der Kunde erfährt es.' },
    REJECT: {
      label: 'Ablehnen',
      consequence: 'Beendet den Auftrag endgültig, mit allen offenen Rufnummern. Der Kunde erfährt, warum.',
    },
    CANCEL: {
      label: 'Auftrag stornieren',
      consequence: 'Beendet den Auftrag endgültig, mit allen Rufnummern. Es wird nichts portiert.',
    },
    DELAY: { label: 'Verzögerung melden', consequence: 'Der Kunde erfährt den Grund und wann eine Antwort kommt.' },
    MAKE_READY: {
      label: 'Als portierbereit melden',
      consequence: 'Öffnet die 90 Tage, in denen der Kunde die Portierung ausführt.',
    },
    BLOCK: { label: 'Blockieren', consequence: 'Beendet den Auftrag endgültig. Der Kunde muss einen neuen anlegen.' },
    SCHEDULE_PERFORM: {
      label: 'Portierung planen',
      consequence: 'Die Portierung wird zu diesem Zeitpunkt von selbst ausgeführt.',
    },
    PERFORM: {
      label: 'Portierung ausführen',
      consequence: 'Die Rufnummern kommen jetzt zu uns. Das lässt sich nicht rückgängig machen.',
    },
    ACCEPT_CANCELLATION: { label: 'Stornierung annehmen', consequence: 'Beendet den Auftrag endgültig.' },
    REJECT_CANCELLATION: {
      label: 'Stornierung ablehnen',
      consequence: 'Die Portierung läuft weiter; der Kunde erfährt, warum.',
    },
  },
  portOutVerb: {
    APPROVE: {
      label: 'Zustimmen',
      consequence:
        'Sie stimmen zu, dass diese Rufnummern gehen. Jetzt wird nichts berechnet: die Gebühr folgt erst, wenn auch unser Team zustimmt.',
    },
    REJECT: {
      label: 'Ablehnen',
      consequence: 'Die Rufnummern bleiben hier. Der aufnehmende Anbieter erfährt den gewählten Grund.',
    },
    STAFF_REJECT: {
      label: 'Als Team ablehnen',
      consequence: 'Die Rufnummern bleiben hier; der aufnehmende Anbieter erfährt den Grund.',
    },
    STAFF_APPROVE: {
      label: 'Freigabe genehmigen',
      consequence: 'Legt die Order an und berechnet dem Kunden die Gebühr, einmal.',
    },
    COMPLETE: {
      label: 'Rufnummern freigeben',
      consequence: 'Die Rufnummern gehen endgültig, ihre Konfiguration wird gelöst.',
    },
    AMEND: { label: 'Ändern', consequence: 'Jede Zustimmung wird ungültig und die Frist beginnt neu.' },
    WITHDRAW: { label: 'Zurückziehen', consequence: 'Zieht die Anfrage zurück; die Rufnummern bleiben hier.' },
  },
  verbVariant: {
    REQUEST_CANCELLATION: {
      label: 'Stornierung anfragen',
      consequence:
        'Der Anbieter hat den Auftrag schon: unser Team entscheidet, ob er noch anhalten kann. Bis dahin läuft die Portierung weiter.',
    },
    CANCEL_ALL_NUMBERS: {
      label: 'Alle Rufnummern stornieren',
      consequence:
        'Rufnummern, die noch nicht beim Anbieter liegen, werden sofort storniert. Bei den anderen entscheidet unser Team, ob der Anbieter noch anhalten kann.',
    },
    CANCEL_PORTING: {
      label: 'Portierung stornieren',
      consequence: 'Beendet den Auftrag endgültig, ohne Portierung. Der Anbieter erfährt es.',
    },
  },
  documentVerb: {
    ACCEPT: { label: 'Dokument akzeptieren', consequence: 'Das Dokument gilt als Nachweis für diesen Auftrag.' },
    REJECT: { label: 'Dokument ablehnen', consequence: 'Der Kunde wird um eine neue Datei gebeten, mit Ihrem Grund.' },
  },
  event,
};
