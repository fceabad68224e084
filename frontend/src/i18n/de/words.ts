import type { Words } from '../words';
import { verbs } from './verbs';

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
      hint: 'So kann die Portierung nicht weitergehen; der Grund sagt, was in Ordnung zu bringen ist.',
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
    REQUESTED: { label: 'Beantragt', hint: 'Wir haben den Auftrag erhalten und sehen ihn uns an.' },
    IN_PROGRESS: { label: 'In Bearbeitung', hint: 'Wir arbeiten an dem Auftrag.' },
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
    APPROVED: {
      label: 'Zugestimmt',
      hint: 'Der Inhaber hat zugestimmt, oder seine Richtlinie zur Frist; das Team prüft und gibt die Rufnummern frei.',
    },
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
  deliveryStatus: {
    PENDING: { label: 'Zu senden', hint: 'Die Nachricht wird jetzt oder noch einmal gesendet.' },
    DELIVERED: { label: 'Zugestellt', hint: 'Die Nachricht ist angekommen.' },
    GIVEN_UP: {
      label: 'Aufgegeben',
      hint: 'Die Nachricht wurde abgelehnt oder war tagelang nicht zustellbar; sie wird nicht mehr gesendet.',
    },
  },
  userStatus: {
    INVITED: { label: 'Eingeladen', hint: 'Eingeladen und hat noch kein Passwort gewählt.' },
    ACTIVE: { label: 'Aktiv', hint: 'Kann sich anmelden.' },
    DISABLED: { label: 'Gesperrt', hint: 'Darf sich nicht mehr anmelden.' },
  },
  signInOutcome: {
    SIGNED_IN: 'Angemeldet',
    WRONG_PASSWORD: 'Falsches Passwort',
    DISABLED: 'Abgelehnt: gesperrt',
    WRONG_CODE: 'Falscher Code',
    RECOVERY_CODE: 'Mit einem Wiederherstellungscode angemeldet',
  },
  tokenScope: {
    PORTING_READ: 'Aufträge, Nummern, Profile und Bestand lesen',
    PORTING_WRITE: 'Portierungsaufträge und Profile anlegen und ändern',
    PORTING_PERFORM: 'Eine niederländische Portierung ausführen',
    DOCUMENTS_READ: 'Dokumente herunterladen',
    DOCUMENTS_WRITE: 'Dokumente hochladen',
    PORTOUT_READ: 'Abgehende Portierungen sehen',
    PORTOUT_DECIDE: 'Über abgehende Portierungen entscheiden',
    CHARGES_READ: 'Berechnetes sehen und verfolgen',
    ACCOUNT_ADMIN: 'PINs für abgehende Portierungen, Kalenderlinks und Personen verwalten',
    WEBHOOKS_WRITE: 'Ereignisse an Webhook-Adressen senden lassen',
    CARRIER_ACT: 'Für einen Anbieter sprechen',
  },
  level: {
    VIEWER: { label: 'Leser', hint: 'Sieht alles des Kontos und ändert nichts.' },
    MEMBER: { label: 'Mitglied', hint: 'Erstellt und ändert Anträge und entscheidet darüber.' },
    AGENT: { label: 'Mitarbeiter', hint: 'Prüft, entscheidet und handelt für Kunden.' },
    ADMIN: { label: 'Administrator', hint: 'Verwaltet auch Personen und Einstellungen.' },
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
    REMOVED: { label: 'Entfernt', hint: 'Sie wurde aus dem Bestand genommen.' },
  },
  role: { CUSTOMER: 'Kunde', STAFF: 'Team', CARRIER: 'Anbieter', SYSTEM: 'System' },
  ...verbs,
};
