import type { Words } from '../words';
import { events } from './events';

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
  portingNumberVerb: {
    START_REVIEW: { label: 'Beoordeling starten', consequence: 'Laat zien dat jij deze nummers beoordeelt.' },
    MARK_PORTABLE: {
      label: 'Porteerbaar verklaren',
      consequence: 'De klant hoort dat de nummers geporteerd kunnen worden.',
    },
    MARK_NOT_PORTABLE: {
      label: 'Niet porteerbaar verklaren',
      consequence: 'Beëindigt de portering van deze nummers definitief. De klant hoort de reden.',
    },
    CANCEL: {
      label: 'Annuleren',
      consequence:
        'De portering van deze nummers eindigt meteen en definitief. De dienst bij de huidige aanbieder gaat door.',
    },
    START: {
      label: 'Portering starten',
      consequence: 'Opent een nieuwe poging en stuurt de opdracht naar de netwerkaanbieder.',
    },
    HAND_OVER: { label: 'Overgedragen melden', consequence: 'Zegt dat de opdracht nu bij de huidige aanbieder ligt.' },
    CONFIRM_FOC: { label: 'FOC-datum bevestigen', consequence: 'Legt de toegezegde datum vast. De klant hoort het.' },
    REVISE_FOC: { label: 'FOC-datum wijzigen', consequence: 'Vervangt de toegezegde datum. De klant hoort het.' },
    WITHDRAW_FOC: {
      label: 'FOC-datum intrekken',
      consequence: 'De datum geldt niet meer. Nummers die hier al waren voorbereid, worden weer weggehaald.',
    },
    REQUIRE_ACTION: {
      label: 'Actie vragen',
      consequence: 'De klant wordt gevraagd te corrigeren wat de redenen noemen.',
    },
    RESUBMIT: {
      label: 'Opnieuw indienen',
      consequence: 'Stuurt de gecorrigeerde opdracht als nieuwe poging naar de aanbieder.',
    },
    ACCEPT_CANCELLATION: {
      label: 'Annulering accepteren',
      consequence: 'Beëindigt de portering van deze nummers definitief.',
    },
    REJECT_CANCELLATION: {
      label: 'Annulering afwijzen',
      consequence: 'De portering gaat door; de klant hoort waarom.',
    },
    COMPLETE: {
      label: 'Voltooien',
      consequence: 'De nummers zijn vanaf nu hier in gebruik. Dit kan niet ongedaan worden gemaakt.',
    },
    ASSIGN_PROFILE: {
      label: 'Configuratie toewijzen',
      consequence: 'Wordt gebruikt zodra de nummers in gebruik gaan.',
    },
  },
  portingRequestVerb: {
    SUBMIT: {
      label: 'Indienen',
      consequence: 'Stuurt het verzoek naar onze medewerkers. De meeste gegevens staan daarna vast.',
    },
    DISCARD: {
      label: 'Concept weggooien',
      consequence: 'Verwijdert dit concept met nummers en documenten. Dit kan niet ongedaan worden gemaakt.',
    },
    ACCEPT: { label: 'Accepteren', consequence: 'Het werk aan het verzoek begint; de klant hoort het.' },
    REJECT: {
      label: 'Afwijzen',
      consequence: 'Beëindigt het verzoek definitief, met alle open nummers. De klant hoort waarom.',
    },
    CANCEL: {
      label: 'Verzoek annuleren',
      consequence: 'Beëindigt het verzoek definitief, met alle nummers. Er wordt niets geporteerd.',
    },
    DELAY: { label: 'Vertraging melden', consequence: 'De klant hoort de reden en wanneer er een antwoord komt.' },
    MAKE_READY: {
      label: 'Klaar om te porteren melden',
      consequence: 'Opent de 90 dagen waarin de klant de portering uitvoert.',
    },
    BLOCK: {
      label: 'Blokkeren',
      consequence: 'Beëindigt het verzoek definitief. De klant moet een nieuw verzoek maken.',
    },
    SCHEDULE_PERFORM: {
      label: 'Portering inplannen',
      consequence: 'De portering wordt op dat moment vanzelf uitgevoerd.',
    },
    PERFORM: {
      label: 'Portering uitvoeren',
      consequence: 'De nummers komen nu naar ons. Dit kan niet ongedaan worden gemaakt.',
    },
    ACCEPT_CANCELLATION: { label: 'Annulering accepteren', consequence: 'Beëindigt het verzoek definitief.' },
    REJECT_CANCELLATION: {
      label: 'Annulering afwijzen',
      consequence: 'De portering gaat door; de klant hoort waarom.',
    },
  },
  portOutVerb: {
    APPROVE: {
      label: 'Goedkeuren',
      consequence:
        'Je gaat akkoord dat deze nummers vertrekken. Nu wordt niets gefactureerd: de kosten volgen pas als onze medewerkers ook goedkeuren.',
    },
    REJECT: {
      label: 'Afwijzen',
      consequence: 'De nummers blijven hier. De ontvangende aanbieder hoort de reden die je kiest.',
    },
    STAFF_REJECT: {
      label: 'Als medewerker afwijzen',
      consequence: 'De nummers blijven hier; de ontvangende aanbieder hoort de reden.',
    },
    STAFF_APPROVE: {
      label: 'Vrijgave goedkeuren',
      consequence: 'Maakt de order en factureert de kosten eenmalig aan de klant.',
    },
    COMPLETE: {
      label: 'Nummers vrijgeven',
      consequence: 'De nummers vertrekken definitief en hun configuratie wordt losgekoppeld.',
    },
    AMEND: { label: 'Wijzigen', consequence: 'Elke goedkeuring vervalt en de termijn begint opnieuw.' },
    WITHDRAW: { label: 'Intrekken', consequence: 'Trekt het verzoek in; de nummers blijven hier.' },
  },
  verbVariant: {
    REQUEST_CANCELLATION: {
      label: 'Annulering aanvragen',
      consequence:
        'De aanbieder heeft de opdracht al: onze medewerkers beslissen of hij nog kan stoppen. Tot dan gaat de portering door.',
    },
    CANCEL_ALL_NUMBERS: {
      label: 'Alle nummers annuleren',
      consequence:
        'Nummers die nog niet bij de aanbieder liggen, worden meteen geannuleerd. Voor de andere beslissen onze medewerkers of de aanbieder nog kan stoppen.',
    },
    CANCEL_PORTING: {
      label: 'Portering annuleren',
      consequence: 'Beëindigt het verzoek definitief, zonder portering. De aanbieder hoort het.',
    },
  },
  documentVerb: {
    ACCEPT: { label: 'Document accepteren', consequence: 'Het document geldt als bewijs voor dit verzoek.' },
    REJECT: {
      label: 'Document afwijzen',
      consequence: 'De klant wordt om een nieuw bestand gevraagd, met jouw reden.',
    },
  },
  event: events,
};
