import type { VerbWords } from '../words';
import { happenings } from './happenings';

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
    APPROVE_PART: {
      label: 'Einigen Rufnummern zustimmen',
      consequence:
        'Sie stimmen zu, dass die gewählten Rufnummern gehen. Die anderen werden eine eigene Anfrage mit derselben Frist.',
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
  snapbackVerb: {
    SEND: {
      label: 'An den Anbieter schicken',
      consequence: 'Der Anbieter wird gebeten, die Portierung rückgängig zu machen.',
    },
    WITHDRAW: { label: 'Zurückziehen', consequence: 'Die Rufnummer bleibt, wo sie ist.' },
    RETURN: {
      label: 'Als zurückgegeben vermerken',
      consequence: 'Die Rufnummer geht dorthin zurück, wo sie vor der Portierung war.',
    },
    REFUSE: {
      label: 'Als abgelehnt vermerken',
      consequence: 'Die Rufnummer bleibt, wo sie ist; der Grund ist zu lesen.',
    },
  },
  internalMoveVerb: {
    RELEASE: {
      label: 'Rufnummern freigeben',
      consequence: 'Die Rufnummern gehören ab jetzt dem anderen Konto. Ihre Konfiguration wird gelöst.',
    },
    WITHDRAW: {
      label: 'Angebot zurückziehen',
      consequence: 'Die Rufnummern bleiben beim Konto; der Code öffnet nichts mehr.',
    },
    REFUSE: { label: 'Ablehnen', consequence: 'Die Rufnummern bleiben beim Konto; der Grund ist zu lesen.' },
  },
  phoneNumberVerb: {
    LOCK: { label: 'Sperren', consequence: 'Kein anderer Anbieter kann die Rufnummern ab jetzt anfragen.' },
    ASK_UNLOCK: {
      label: 'Entsperren',
      consequence:
        'Die Sperre endet in 24 Stunden. Jede Adresse des Kontos erfährt es jetzt, und bis dahin kann jeder des Kontos die Rufnummern gesperrt lassen.',
    },
    KEEP_LOCKED: { label: 'Gesperrt lassen', consequence: 'Die Sperre bleibt.' },
    ASSIGN_PROFILE: {
      label: 'Konfiguration zuweisen',
      consequence: 'Die Rufnummern klingeln ab jetzt dort. Das lässt sich jederzeit wieder ändern.',
    },
    REMOVE: {
      label: 'Entfernen',
      consequence: 'Die Rufnummern werden aus dem Bestand genommen und klingeln hier nirgends mehr.',
    },
  },
  event: {
    PORTING_REQUEST_SUBMITTED: 'Auftrag eingereicht',
    PORTING_REQUEST_DISCARDED: 'Entwurf verworfen',
    PORTING_REQUEST_CANCELED: 'Auftrag storniert',
    PORTING_REQUEST_LOSING_CARRIER_MATCHED: 'Abgebender Anbieter in der Liste gefunden',
    PORTING_REQUEST_ACCEPTED: 'Auftrag angenommen',
    PORTING_REQUEST_REJECTED: 'Auftrag abgelehnt',
    PORTING_REQUEST_CANCELLATION_ASKED: 'Stornierung beantragt',
    PORTING_REQUEST_CONCLUDED: 'Auftrag beendet',
    PORTING_REQUEST_DELAYED: 'Verzögerung gemeldet',
    PORTING_REQUEST_MADE_READY: 'Bereit zur Portierung',
    PORTING_REQUEST_BLOCKED: 'Vom abgebenden Anbieter blockiert',
    PORTING_REQUEST_PERFORM_SCHEDULED: 'Portierung geplant',
    PORTING_REQUEST_PERFORMED: 'Portierung ausgeführt',
    PORTING_REQUEST_EXPIRED: 'Zeitraum abgelaufen',
    PORTING_REQUEST_CANCELLATION_ACCEPTED: 'Stornierung angenommen',
    PORTING_REQUEST_CANCELLATION_REJECTED: 'Stornierung abgelehnt',
    PORTING_NUMBER_REVIEW_STARTED: 'Prüfung begonnen',
    PORTING_NUMBER_MARKED_PORTABLE: 'Für portierbar befunden',
    PORTING_NUMBER_MARKED_NOT_PORTABLE: 'Für nicht portierbar befunden',
    PORTING_NUMBER_CANCELED: 'Rufnummer storniert',
    PORTING_NUMBER_STARTED: 'Portierung gestartet',
    PORTING_NUMBER_HANDED_OVER: 'An den abgebenden Anbieter übergeben',
    PORTING_NUMBER_FOC_CONFIRMED: 'FOC-Termin bestätigt',
    PORTING_NUMBER_FOC_REVISED: 'FOC-Termin geändert',
    PORTING_NUMBER_FOC_WITHDRAWN: 'FOC-Termin zurückgezogen',
    PORTING_NUMBER_ACTION_REQUIRED: 'Handlung nötig',
    PORTING_NUMBER_RESUBMITTED: 'Neu eingereicht',
    PORTING_NUMBER_CANCELLATION_ASKED: 'Stornierung beantragt',
    PORTING_NUMBER_CANCELLATION_ACCEPTED: 'Stornierung angenommen',
    PORTING_NUMBER_CANCELLATION_REJECTED: 'Stornierung abgelehnt',
    PORTING_NUMBER_COMPLETED: 'Rufnummer abgeschlossen',
    PORTING_NUMBER_PROFILE_ASSIGNED: 'Konfiguration zugewiesen',
    PORTING_NUMBER_PROVISIONED: 'Rufnummer vorbereitet',
    PORTING_NUMBER_SUBMITTED: 'Eingereicht',
    PORTING_NUMBER_IN_PROCESS: 'In Arbeit',
    PORTING_NUMBER_READY: 'Bereit zur Portierung',
    PORTING_NUMBER_REJECTED: 'Rufnummer abgelehnt',
    PORT_OUT_REQUEST_APPROVED_IN_PART: 'Kunde hat teilweise zugestimmt',
    PORT_OUT_REQUEST_APPROVED: 'Kunde hat zugestimmt',
    PORT_OUT_REQUEST_REJECTED: 'Kunde hat abgelehnt',
    PORT_OUT_REQUEST_APPROVED_ON_DEADLINE: 'Bei Fristablauf zugestimmt',
    PORT_OUT_REQUEST_EXPIRED: 'Frist abgelaufen',
    PORT_OUT_REQUEST_AMENDED: 'Vom aufnehmenden Anbieter geändert',
    PORT_OUT_REQUEST_PAPER_ADDED: 'Unterlage vom aufnehmenden Anbieter eingereicht',
    PORT_OUT_REQUEST_WITHDRAWN: 'Vom aufnehmenden Anbieter zurückgezogen',
    PORT_OUT_REQUEST_STAFF_REJECTED: 'Team hat abgelehnt',
    PORT_OUT_REQUEST_STAFF_APPROVED: 'Team hat zugestimmt, Gebühr berechnet',
    PORT_OUT_REQUEST_COMPLETED: 'Rufnummern abgegeben',
    PORT_OUT_ORDER_FEE_BILLED: 'Gebühr berechnet',
    PORT_OUT_ORDER_COMPLETED: 'Abgabe-Order erledigt',
    PORT_OUT_ORDER_CANCELED: 'Abgabe-Order storniert',
    PHONE_NUMBER_ACTIVATED: 'Rufnummer in Betrieb',
    PHONE_NUMBER_REMOVED: 'Rufnummer wieder entfernt',
    SNAPBACK_SENT: 'An den Anbieter geschickt',
    SNAPBACK_WITHDRAWN: 'Rückforderung zurückgezogen',
    SNAPBACK_RETURNED: 'Rufnummer zurückgegeben',
    SNAPBACK_REFUSED: 'Rückforderung abgelehnt',
    INTERNAL_MOVE_REDEEMED: 'Angebot eingelöst',
    INTERNAL_MOVE_RELEASED: 'Rufnummern zu einem anderen Konto umgezogen',
    INTERNAL_MOVE_WITHDRAWN: 'Angebot zurückgezogen',
    INTERNAL_MOVE_REFUSED: 'Umzug abgelehnt',
    INTERNAL_MOVE_EXPIRED: 'Angebot abgelaufen',
    PHONE_NUMBER_CAME_BACK: 'Rufnummer zurückgekommen',
    PHONE_NUMBER_GIVEN_BACK: 'Rufnummer zurückgegeben',
    PHONE_NUMBER_LOCKED: 'Rufnummer gesperrt',
    PHONE_NUMBER_UNLOCK_ASKED: 'Ende einer Sperre verlangt',
    PHONE_NUMBER_KEPT_LOCKED: 'Rufnummer gesperrt gelassen',
    PHONE_NUMBER_UNLOCKED: 'Sperre einer Rufnummer beendet',
    PHONE_NUMBER_PROFILE_ASSIGNED: 'Konfiguration einer Rufnummer geändert',
    PHONE_NUMBER_PORT_OUT_BEGAN: 'Abgabe begonnen',
    PHONE_NUMBER_RETURNED_TO_SERVICE: 'Rufnummer wieder in Betrieb',
    PHONE_NUMBER_PORTED_OUT: 'Rufnummer abgegeben',
    DOCUMENT_ACCEPTED: 'Dokument akzeptiert',
    DOCUMENT_REJECTED: 'Dokument abgelehnt',
    ...happenings,
  },
};
