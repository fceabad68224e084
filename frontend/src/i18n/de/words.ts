import type { Words } from '../words';
import { events } from './events';

export const words: Words = {
  portingNumberStatus: {
    DRAFT: { label: 'Entwurf', hint: 'Gehört zu einem Auftrag, der noch nicht eingereicht ist.' },
    PENDING: { label: 'In Prüfung', hint: 'Wir prüfen, ob diese Rufnummer portiert werden kann.' },
    PORTABLE: {
      label: 'Portierbar',
      hint: 'Die Rufnummer kann portiert werden; die Portierung hat noch nicht begonnen.',
    },
    IN_PROCESS: { label: 'In Arbeit', hint: 'Der Auftrag liegt beim abgebenden Anbieter.' },
    ACTION_REQUIRED: {
      label: 'Handlung nötig',
      hint: 'Der Anbieter hat etwas abgelehnt. Korrigieren und neu einreichen.',
    },
    FOC_DATE_SET: { label: 'FOC-Termin steht', hint: 'Der abgebende Anbieter hat einen Termin zugesagt.' },
    CANCELLATION_PENDING: { label: 'Stornierung beantragt', hint: 'Über die Stornierung wird noch entschieden.' },
    CANCELLATION_REJECTED: {
      label: 'Stornierung abgelehnt',
      hint: 'Die Stornierung wurde abgelehnt; die Portierung läuft weiter.',
    },
    COMPLETED: { label: 'Abgeschlossen', hint: 'Die Rufnummer ist hier in Betrieb.' },
    NOT_PORTABLE: {
      label: 'Nicht portierbar',
      hint: 'Diese Rufnummer kann nicht portiert werden; der Grund steht dabei.',
    },
    CANCELED: { label: 'Storniert', hint: 'Die Portierung dieser Rufnummer wurde storniert.' },
  },
  portingRequestStatus: {
    DRAFT: { label: 'Entwurf', hint: 'Noch nicht eingereicht.' },
    REQUESTED: { label: 'Eingereicht', hint: 'Wir haben den Auftrag erhalten und sehen ihn uns an.' },
    IN_PROGRESS: { label: 'In Arbeit', hint: 'Wir arbeiten an dem Auftrag.' },
    DELAYED: { label: 'Verzögert', hint: 'Der abgebende Anbieter braucht mehr Zeit; siehe das erste mögliche Datum.' },
    READY_TO_BE_PORTED: {
      label: 'Bereit zur Portierung',
      hint: 'Sie wählen den Zeitpunkt: portieren oder stornieren.',
    },
    BLOCKED: {
      label: 'Blockiert',
      hint: 'Der abgebende Anbieter hat abgelehnt. Bitte einen neuen Auftrag mit richtigen Daten anlegen.',
    },
    CANCELED: { label: 'Storniert', hint: 'Der Auftrag wurde storniert.' },
    COMPLETED: { label: 'Abgeschlossen', hint: 'Der Auftrag ist erledigt, die Rufnummern sind zugewiesen.' },
    REJECTED: { label: 'Abgelehnt', hint: 'Der Auftrag wurde abgelehnt; der Grund steht dabei.' },
  },
  portOutStatus: {
    ACTION_REQUIRED: { label: 'Handlung nötig', hint: 'Vor Ablauf der Frist zustimmen oder ablehnen.' },
    APPROVED: { label: 'Zugestimmt', hint: 'Sie haben zugestimmt; unser Team prüft und gibt die Rufnummern frei.' },
    REJECTED: { label: 'Abgelehnt', hint: 'Die Rufnummern bleiben hier; der aufnehmende Anbieter weiß es.' },
    EXPIRED: { label: 'Abgelaufen', hint: 'Niemand hat rechtzeitig geantwortet; die Rufnummern bleiben hier.' },
    WITHDRAWN: { label: 'Zurückgezogen', hint: 'Der aufnehmende Anbieter hat die Anfrage zurückgezogen.' },
    PORTED_OUT: { label: 'Abgegeben', hint: 'Die Rufnummern sind beim aufnehmenden Anbieter.' },
  },
  portOutOrderStatus: {
    CREATED: { label: 'Order angelegt', hint: 'Die Order besteht; die Gebühr folgt.' },
    FEE_BILLED: { label: 'Gebühr berechnet', hint: 'Die Gebühr wurde berechnet.' },
    COMPLETED: { label: 'Order erledigt', hint: 'Die Order ist erledigt.' },
    CANCELED: { label: 'Order storniert', hint: 'Die Order wurde storniert, die Gebühr erstattet.' },
  },
  documentStatus: {
    UPLOADED: { label: 'Zu prüfen', hint: 'Wartet darauf, dass unser Team es liest.' },
    ACCEPTED: { label: 'Akzeptiert', hint: 'Unser Team hat es gelesen und akzeptiert.' },
    REJECTED: { label: 'Abgelehnt', hint: 'Es ist nicht verwendbar; der Grund steht dabei.' },
  },
  documentKind: {
    LOA: 'Vollmacht (LOA)',
    INVOICE: 'Aktuelle Rechnung',
    CSR: 'Kundendatensatz (CSR)',
    ID: 'Ausweis',
    COMPANY_REGISTRATION: 'Handelsregisterauszug',
    PROOF_OF_ADDRESS: 'Adressnachweis',
    OTHER: 'Anderes Dokument',
  },
  numberType: {
    GEOGRAPHIC: 'Ortsrufnummer',
    NATIONAL: 'Nationale Rufnummer',
    MOBILE: 'Mobil',
    TOLL_FREE: 'Gebührenfrei',
    PREMIUM: 'Premium-Dienst',
  },
  waitingOn: { CUSTOMER: 'Kunde', STAFF: 'Team', CARRIER: 'Anbieter', NOBODY: 'Niemand' },
  phoneNumberStatus: {
    PROVISIONED: { label: 'Vorbereitet', hint: 'Bereit für den Betrieb.' },
    ACTIVE: { label: 'In Betrieb', hint: 'Die Rufnummer ist hier in Betrieb.' },
    PORTING_OUT: { label: 'Wird abgegeben', hint: 'Ein anderer Anbieter fragt sie an.' },
    PORTED_OUT: { label: 'Abgegeben', hint: 'Die Rufnummer ist weg.' },
    REMOVED: { label: 'Entfernt', hint: 'Sie ging nie in Betrieb.' },
  },
  role: { CUSTOMER: 'Kunde', STAFF: 'Team', CARRIER: 'Anbieter', SYSTEM: 'System' },
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
      consequence: 'Schickt den korrigierten Auftrag als neuen Versuch an den Anbieter.',
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
  event: events,
};
