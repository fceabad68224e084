import type { VerbWords } from '../words';
import { happenings } from './happenings';

/** What people do, and what happened. */
export const verbs: VerbWords = {
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
      consequence: 'Stuurt de opdracht als nieuwe poging naar de aanbieder.',
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
    MATCH_LOSING_CARRIER: {
      label: 'Aanbieder koppelen',
      consequence: 'Zegt welke aanbieder met de ingetypte naam bedoeld is. Daarna kan het verzoek worden geaccepteerd.',
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
    APPROVE_PART: {
      label: 'Enkele nummers goedkeuren',
      consequence:
        'Je gaat akkoord dat de gekozen nummers vertrekken. De andere worden een eigen verzoek, met dezelfde termijn.',
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
  snapbackVerb: {
    SEND: {
      label: 'Naar de aanbieder sturen',
      consequence: 'De aanbieder wordt gevraagd de portering terug te draaien.',
    },
    WITHDRAW: { label: 'Intrekken', consequence: 'Het nummer blijft waar het is.' },
    RETURN: {
      label: 'Als teruggegeven noteren',
      consequence: 'Het nummer gaat terug naar waar het voor de portering was.',
    },
    REFUSE: { label: 'Als afgewezen noteren', consequence: 'Het nummer blijft waar het is; de reden is te lezen.' },
  },
  internalMoveVerb: {
    RELEASE: {
      label: 'Nummers vrijgeven',
      consequence: 'De nummers zijn van nu af van het andere account. Hun configuratie wordt losgekoppeld.',
    },
    WITHDRAW: {
      label: 'Aanbod intrekken',
      consequence: 'De nummers blijven bij het account; de code opent niets meer.',
    },
    REFUSE: { label: 'Afwijzen', consequence: 'De nummers blijven bij het account; de reden is te lezen.' },
  },
  phoneNumberVerb: {
    LOCK: { label: 'Vergrendelen', consequence: 'Geen andere aanbieder kan vanaf nu om de nummers vragen.' },
    ASK_UNLOCK: {
      label: 'Ontgrendelen',
      consequence:
        'Over 24 uur eindigt de vergrendeling. Elk adres van het account hoort het nu, en tot dan kan iedereen van het account de nummers vergrendeld houden.',
    },
    KEEP_LOCKED: { label: 'Vergrendeld houden', consequence: 'De vergrendeling blijft.' },
    ASSIGN_PROFILE: {
      label: 'Configuratie toewijzen',
      consequence: 'De nummers gaan van nu af daar over. Dat kan altijd weer worden gewijzigd.',
    },
    REMOVE: {
      label: 'Verwijderen',
      consequence: 'De nummers gaan uit de voorraad en gaan hier nergens meer over.',
    },
  },
  event: {
    PORTING_REQUEST_SUBMITTED: 'Verzoek ingediend',
    PORTING_REQUEST_DISCARDED: 'Concept weggegooid',
    PORTING_REQUEST_CANCELED: 'Verzoek geannuleerd',
    PORTING_REQUEST_LOSING_CARRIER_MATCHED: 'Huidige aanbieder in de lijst gevonden',
    PORTING_REQUEST_ACCEPTED: 'Verzoek geaccepteerd',
    PORTING_REQUEST_REJECTED: 'Verzoek afgewezen',
    PORTING_REQUEST_CANCELLATION_ASKED: 'Annulering gevraagd',
    PORTING_REQUEST_CONCLUDED: 'Verzoek afgerond',
    PORTING_REQUEST_DELAYED: 'Vertraging gemeld',
    PORTING_REQUEST_MADE_READY: 'Klaar om te porteren',
    PORTING_REQUEST_BLOCKED: 'Geblokkeerd door de huidige aanbieder',
    PORTING_REQUEST_PERFORM_SCHEDULED: 'Portering ingepland',
    PORTING_REQUEST_PERFORMED: 'Portering uitgevoerd',
    PORTING_REQUEST_EXPIRED: 'Periode verstreken',
    PORTING_REQUEST_CANCELLATION_ACCEPTED: 'Annulering geaccepteerd',
    PORTING_REQUEST_CANCELLATION_REJECTED: 'Annulering afgewezen',
    PORTING_NUMBER_REVIEW_STARTED: 'Beoordeling gestart',
    PORTING_NUMBER_MARKED_PORTABLE: 'Porteerbaar bevonden',
    PORTING_NUMBER_MARKED_NOT_PORTABLE: 'Niet porteerbaar bevonden',
    PORTING_NUMBER_CANCELED: 'Nummer geannuleerd',
    PORTING_NUMBER_STARTED: 'Portering gestart',
    PORTING_NUMBER_HANDED_OVER: 'Overgedragen aan de huidige aanbieder',
    PORTING_NUMBER_FOC_CONFIRMED: 'FOC-datum bevestigd',
    PORTING_NUMBER_FOC_REVISED: 'FOC-datum gewijzigd',
    PORTING_NUMBER_FOC_WITHDRAWN: 'FOC-datum ingetrokken',
    PORTING_NUMBER_ACTION_REQUIRED: 'Actie nodig',
    PORTING_NUMBER_RESUBMITTED: 'Opnieuw ingediend',
    PORTING_NUMBER_CANCELLATION_ASKED: 'Annulering gevraagd',
    PORTING_NUMBER_CANCELLATION_ACCEPTED: 'Annulering geaccepteerd',
    PORTING_NUMBER_CANCELLATION_REJECTED: 'Annulering afgewezen',
    PORTING_NUMBER_COMPLETED: 'Nummer voltooid',
    PORTING_NUMBER_PROFILE_ASSIGNED: 'Configuratie toegewezen',
    PORTING_NUMBER_PROVISIONED: 'Nummer voorbereid',
    PORTING_NUMBER_SUBMITTED: 'Ingediend',
    PORTING_NUMBER_IN_PROCESS: 'In uitvoering',
    PORTING_NUMBER_READY: 'Klaar om te porteren',
    PORTING_NUMBER_REJECTED: 'Nummer afgewezen',
    PORT_OUT_REQUEST_APPROVED_IN_PART: 'Deels goedgekeurd door de klant',
    PORT_OUT_REQUEST_APPROVED: 'Goedgekeurd door de klant',
    PORT_OUT_REQUEST_REJECTED: 'Afgewezen door de klant',
    PORT_OUT_REQUEST_APPROVED_ON_DEADLINE: 'Goedgekeurd bij het verstrijken van de termijn',
    PORT_OUT_REQUEST_EXPIRED: 'Termijn verstreken',
    PORT_OUT_REQUEST_AMENDED: 'Gewijzigd door de ontvangende aanbieder',
    PORT_OUT_REQUEST_PAPER_ADDED: 'Document ingediend door de ontvangende aanbieder',
    PORT_OUT_REQUEST_WITHDRAWN: 'Ingetrokken door de ontvangende aanbieder',
    PORT_OUT_REQUEST_STAFF_REJECTED: 'Afgewezen door een medewerker',
    PORT_OUT_REQUEST_STAFF_APPROVED: 'Goedgekeurd door een medewerker, kosten gefactureerd',
    PORT_OUT_REQUEST_COMPLETED: 'Nummers uitgeporteerd',
    PORT_OUT_ORDER_FEE_BILLED: 'Kosten gefactureerd',
    PORT_OUT_ORDER_COMPLETED: 'Uitporteringsorder voltooid',
    PORT_OUT_ORDER_CANCELED: 'Uitporteringsorder geannuleerd',
    PHONE_NUMBER_ACTIVATED: 'Nummer in gebruik',
    PHONE_NUMBER_REMOVED: 'Nummer weer weggehaald',
    SNAPBACK_SENT: 'Naar de aanbieder gestuurd',
    SNAPBACK_WITHDRAWN: 'Terugvraag ingetrokken',
    SNAPBACK_RETURNED: 'Nummer teruggegeven',
    SNAPBACK_REFUSED: 'Terugvraag afgewezen',
    INTERNAL_MOVE_REDEEMED: 'Aanbod ingewisseld',
    INTERNAL_MOVE_RELEASED: 'Nummers naar een ander account verhuisd',
    INTERNAL_MOVE_WITHDRAWN: 'Aanbod ingetrokken',
    INTERNAL_MOVE_REFUSED: 'Verhuizing afgewezen',
    INTERNAL_MOVE_EXPIRED: 'Aanbod verlopen',
    PHONE_NUMBER_CAME_BACK: 'Nummer teruggekomen',
    PHONE_NUMBER_GIVEN_BACK: 'Nummer teruggegeven',
    PHONE_NUMBER_LOCKED: 'Nummer vergrendeld',
    PHONE_NUMBER_UNLOCK_ASKED: 'Einde van een vergrendeling gevraagd',
    PHONE_NUMBER_KEPT_LOCKED: 'Nummer vergrendeld gehouden',
    PHONE_NUMBER_UNLOCKED: 'Vergrendeling van een nummer geëindigd',
    PHONE_NUMBER_PROFILE_ASSIGNED: 'Configuratie van een nummer gewijzigd',
    PHONE_NUMBER_PORT_OUT_BEGAN: 'Uitportering begonnen',
    PHONE_NUMBER_RETURNED_TO_SERVICE: 'Nummer weer in gebruik',
    PHONE_NUMBER_PORTED_OUT: 'Nummer vertrokken',
    DOCUMENT_ACCEPTED: 'Document geaccepteerd',
    DOCUMENT_REJECTED: 'Document afgewezen',
    ...happenings,
  },
};
