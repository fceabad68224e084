import type { Words } from '../words';
import { verbs } from './verbs';

export const words: Words = {
  portingNumberStatus: {
    DRAFT: { label: 'Concept', hint: 'Hoort bij een verzoek dat nog niet is ingediend.' },
    PENDING: { label: 'In behandeling', hint: 'We bekijken of dit nummer geporteerd kan worden.' },
    PORTABLE: { label: 'Porteerbaar', hint: 'Het nummer kan geporteerd worden; de portering is nog niet gestart.' },
    IN_PROCESS: { label: 'In uitvoering', hint: 'De opdracht ligt bij de huidige aanbieder.' },
    ACTION_REQUIRED: { label: 'Actie nodig', hint: 'De aanbieder wees iets af. Corrigeer het en dien opnieuw in.' },
    FOC_DATE_SET: { label: 'FOC-datum bekend', hint: 'De huidige aanbieder heeft een datum toegezegd.' },
    CANCELLATION_PENDING: { label: 'Annulering aangevraagd', hint: 'Over de annulering wordt nog beslist.' },
    CANCELLATION_REJECTED: {
      label: 'Annulering afgewezen',
      hint: 'De annulering is afgewezen; de portering gaat door.',
    },
    COMPLETED: { label: 'Voltooid', hint: 'Het nummer is hier in gebruik.' },
    NOT_PORTABLE: { label: 'Niet porteerbaar', hint: 'Dit nummer kan niet geporteerd worden; de reden staat erbij.' },
    CANCELED: { label: 'Geannuleerd', hint: 'De portering van dit nummer is geannuleerd.' },
  },
  portingRequestStatus: {
    DRAFT: { label: 'Concept', hint: 'Nog niet ingediend; alleen jij ziet het veranderen.' },
    REQUESTED: { label: 'Aangevraagd', hint: 'We hebben het verzoek ontvangen en gaan ernaar kijken.' },
    IN_PROGRESS: { label: 'In behandeling', hint: 'We werken aan het verzoek.' },
    DELAYED: { label: 'Vertraagd', hint: 'De huidige aanbieder heeft meer tijd nodig; zie de eerst mogelijke datum.' },
    READY_TO_BE_PORTED: {
      label: 'Klaar om te porteren',
      hint: 'Jij kiest het moment: voer de portering uit of annuleer.',
    },
    BLOCKED: {
      label: 'Geblokkeerd',
      hint: 'De huidige aanbieder wees af. Maak een nieuw verzoek met de juiste gegevens.',
    },
    CANCELED: { label: 'Geannuleerd', hint: 'Het verzoek is geannuleerd.' },
    COMPLETED: { label: 'Voltooid', hint: 'Het verzoek is klaar en de nummers zijn toegewezen.' },
    REJECTED: { label: 'Afgewezen', hint: 'Het verzoek is afgewezen; de reden staat erbij.' },
  },
  portOutStatus: {
    ACTION_REQUIRED: { label: 'Actie nodig', hint: 'Keur goed of wijs af voor de termijn verstrijkt.' },
    APPROVED: {
      label: 'Goedgekeurd',
      hint: 'Jij ging akkoord; onze medewerkers controleren en geven de nummers vrij.',
    },
    REJECTED: { label: 'Afgewezen', hint: 'De nummers blijven hier; de ontvangende aanbieder weet het.' },
    EXPIRED: { label: 'Verlopen', hint: 'Niemand antwoordde op tijd; de nummers blijven hier.' },
    WITHDRAWN: { label: 'Ingetrokken', hint: 'De ontvangende aanbieder trok het verzoek in.' },
    PORTED_OUT: { label: 'Uitgeporteerd', hint: 'De nummers zijn naar de ontvangende aanbieder vertrokken.' },
  },
  portOutOrderStatus: {
    CREATED: { label: 'Order aangemaakt', hint: 'De order bestaat; de kosten volgen.' },
    FEE_BILLED: { label: 'Kosten gefactureerd', hint: 'De kosten van de uitportering zijn gefactureerd.' },
    COMPLETED: { label: 'Order voltooid', hint: 'De order is klaar.' },
    CANCELED: { label: 'Order geannuleerd', hint: 'De order is geannuleerd en de kosten zijn teruggeboekt.' },
  },
  deliveryStatus: {
    PENDING: { label: 'Te versturen', hint: 'Het gaat nu weg of wordt opnieuw geprobeerd.' },
    DELIVERED: { label: 'Bezorgd', hint: 'Het is ontvangen.' },
    GIVEN_UP: {
      label: 'Opgegeven',
      hint: 'Het is geweigerd of kon dagenlang niet worden bezorgd; het wordt niet opnieuw geprobeerd.',
    },
  },
  userStatus: {
    INVITED: { label: 'Uitgenodigd', hint: 'Uitgenodigd, en heeft nog geen wachtwoord gekozen.' },
    ACTIVE: { label: 'Actief', hint: 'Kan inloggen.' },
    DISABLED: { label: 'Geblokkeerd', hint: 'Mag niet meer inloggen.' },
  },
  signInOutcome: { SIGNED_IN: 'Ingelogd', WRONG_PASSWORD: 'Verkeerd wachtwoord', DISABLED: 'Geweigerd: geblokkeerd' },
  level: {
    VIEWER: { label: 'Lezer', hint: 'Ziet alles van het account en wijzigt niets.' },
    MEMBER: { label: 'Lid', hint: 'Maakt en wijzigt verzoeken, en beslist erover.' },
    AGENT: { label: 'Medewerker', hint: 'Beoordeelt, beslist en handelt namens klanten.' },
    ADMIN: { label: 'Beheerder', hint: 'Beheert ook mensen en instellingen.' },
  },
  documentStatus: {
    UPLOADED: { label: 'Te beoordelen', hint: 'Wacht tot onze medewerkers het lezen.' },
    ACCEPTED: { label: 'Geaccepteerd', hint: 'Onze medewerkers lazen het en keurden het goed.' },
    REJECTED: { label: 'Afgewezen', hint: 'Het is niet bruikbaar; de reden staat erbij.' },
  },
  documentKind: {
    LOA: 'Machtiging (LOA)',
    INVOICE: 'Recente factuur',
    CSR: 'Klantgegevens bij de aanbieder (CSR)',
    ID: 'Identiteitsbewijs',
    COMPANY_REGISTRATION: 'Inschrijving handelsregister',
    PROOF_OF_ADDRESS: 'Bewijs van adres',
    OTHER: 'Ander document',
  },
  numberType: {
    GEOGRAPHIC: 'Geografisch',
    NATIONAL: 'Landelijk',
    MOBILE: 'Mobiel',
    TOLL_FREE: 'Gratis nummer',
    PREMIUM: 'Betaald nummer',
  },
  waitingOn: { CUSTOMER: 'Klant', STAFF: 'Medewerkers', CARRIER: 'Aanbieder', NOBODY: 'Niemand' },
  phoneNumberStatus: {
    PROVISIONED: { label: 'Voorbereid', hint: 'Klaar om in gebruik te gaan.' },
    ACTIVE: { label: 'In gebruik', hint: 'Het nummer is hier in gebruik.' },
    PORTING_OUT: { label: 'Wordt uitgeporteerd', hint: 'Een andere aanbieder vraagt erom.' },
    PORTED_OUT: { label: 'Uitgeporteerd', hint: 'Het nummer is vertrokken.' },
    REMOVED: { label: 'Verwijderd', hint: 'Het is nooit in gebruik gegaan.' },
  },
  role: { CUSTOMER: 'Klant', STAFF: 'Medewerker', CARRIER: 'Aanbieder', SYSTEM: 'Systeem' },
  ...verbs,
};
