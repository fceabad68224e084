import type { VerbWords } from '../words';
import { event } from './events';

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
  event,
};
