/** What the shipped requirements say to people, in Dutch, by their codes (`requirement.…`). */
export const requirements: Record<string, string> = {
  'document_name.OTHER.AT': 'NÜV-informatie',
  'document_name.OTHER.CH': 'Eigendomsbrief van BAKOM',
  'document_name.OTHER.DE': 'Zuteilungsbescheid',
  'document_name.OTHER.NL.NATIONAL': 'Nummertoekenning van de ACM',
  'document_name.OTHER.NL.PREMIUM': 'Overdracht van rechten',
  'document_name.OTHER.NL.TOLL_FREE': 'Overdracht van rechten',
  'document_name.OTHER.PT': 'Volmacht',
  'document_notes.COMPANY_REGISTRATION.AT': 'Firmenbuchauszug van een bedrijf.',
  'document_notes.COMPANY_REGISTRATION.CH': 'Eén aanbieder vraagt ernaar om te zien wie mag tekenen.',
  'document_notes.COMPANY_REGISTRATION.DE': 'Handelsregisterauszug of Gewerbeanmeldung.',
  'document_notes.COMPANY_REGISTRATION.FR': 'K-bis, niet ouder dan drie maanden, met het adres.',
  'document_notes.COMPANY_REGISTRATION.NL': 'Een uittreksel uit het KVK-register van de geregistreerde houder.',
  'document_notes.COMPANY_REGISTRATION.PT': 'Certidão de Registo Comercial, waaruit blijkt wie mag tekenen.',
  'document_notes.CSR': 'Klantgegevens van de aanbieder: als bewijs van eigendom evenveel waard als de factuur.',
  'document_notes.ID.AT': 'Van de abonnee, of van de vertegenwoordiger van een bedrijf.',
  'document_notes.ID.AU': 'Eén aanbieder vraagt om twee documenten van de overheid.',
  'document_notes.ID.DE': 'Voor particulieren en eenmanszaken.',
  'document_notes.ID.FR': 'Van de gemachtigde vertegenwoordiger.',
  'document_notes.ID.IT': 'Van de gemachtigde.',
  'document_notes.ID.PT': 'Van wie tekent.',
  'document_notes.INVOICE': 'De meest recente van uw huidige aanbieder, met naam en nummers.',
  'document_notes.LOA':
    'Getekend door de gemachtigde van de abonnee; elk nummer staat erin, en namen en serviceadres zijn gelijk aan die bij de huidige aanbieder.',
  'document_notes.LOA.PT':
    'Met de hand getekend in de laatste drie maanden; het adres ligt in het gebied van de nummers.',
  'document_notes.OTHER.AT': 'De nummeroverdrachtsinformatie die uw huidige aanbieder op verzoek afgeeft.',
  'document_notes.OTHER.CH': 'Het nummer moet aan u zijn toegekend, niet aan uw aanbieder.',
  'document_notes.OTHER.DE': 'De toekenning van het nummer aan u door de Bundesnetzagentur.',
  'document_notes.OTHER.NL.NATIONAL': 'Eén aanbieder vraagt ernaar voor 088-nummers, die de ACM aan bedrijven toekent.',
  'document_notes.OTHER.NL.PREMIUM':
    'Als het nummer bij de ACM op naam van een wederverkoper staat in plaats van op die van u.',
  'document_notes.OTHER.NL.TOLL_FREE':
    'Als het nummer bij de ACM op naam van een wederverkoper staat in plaats van op die van u.',
  'document_notes.PROOF_OF_ADDRESS.AT': 'In de plaats van de nummers.',
  'document_notes.PROOF_OF_ADDRESS.DE.GEOGRAPHIC': 'In het gebied van de nummers.',
  'document_notes.PROOF_OF_ADDRESS.DE.NATIONAL': 'In Duitsland.',
  'document_notes.PROOF_OF_ADDRESS.FR': 'Niet ouder dan drie maanden.',
  'document_notes.PROOF_OF_ADDRESS.IT': 'Een adres in Italië.',
  'hint.extra_fields.ABN.AU': 'Australian Business Number, het Australische bedrijfsnummer.',
  'hint.extra_fields.CVP.PT':
    'Op de factuur, per sms vanaf het nummer, of in de klantomgeving van uw huidige aanbieder.',
  'hint.extra_fields.LINE_TYPE.GB':
    'SINGLE: één lijn met één nummer. MULTI: ISDN, een telefooncentrale of nummers die bij elkaar horen.',
  'hint.extra_fields.MIGRATION_CODE.IT': 'Op de factuur, of bij uw huidige aanbieder; heet ook codice segreto.',
  'hint.extra_fields.NIF.ES': 'Het belastingnummer van de abonnee: CIF van een bedrijf, NIF van een persoon.',
  'hint.extra_fields.NIF.PT': 'Het belastingnummer van de abonnee.',
  'hint.extra_fields.PAC.GB':
    'Sms PAC vanaf het nummer naar 65075, of vraag het uw huidige aanbieder; de code is 30 dagen geldig.',
  'hint.extra_fields.PORT_CATEGORY.AU':
    'A: één nummer zonder complexe diensten. C: reeksen, ISDN, lijngroepen, bundels; complexe diensten eindigen met de portering.',
  'hint.extra_fields.RIO.FR.GEOGRAPHIC': 'Bel 3179 vanaf de lijn.',
  'hint.extra_fields.RIO.FR.MOBILE': 'Bel 3179 vanaf de mobiele telefoon.',
  'hint.extra_fields.RIO.FR.NATIONAL': 'Bel 3179 vanaf de lijn.',
  'hint.extra_fields.RIO.FR.TOLL_FREE': 'Bel 3179 vanaf de lijn.',
  'hint.extra_fields.SIM_NUMBER.BE': 'Of het klantnummer.',
  'hint.extra_fields.SIRET.FR': '14 cijfers, van de vestiging waar de lijn is.',
  'hint.subscriber.account_number': 'Zoals op de factuur van uw huidige aanbieder.',
  'hint.subscriber.account_number.BE': 'Of het serienummer van de simkaart.',
  'hint.subscriber.authorised_person':
    'Wie bij uw huidige aanbieder over deze aansluiting mag beslissen en de machtiging tekent.',
  'hint.subscriber.btn': 'Het hoofdnummer van de aansluiting, als uw aanbieder er een gebruikt.',
  'hint.subscriber.name': 'Precies zoals uw huidige aanbieder die heeft vastgelegd.',
  'hint.subscriber.pin': 'Vraag ernaar bij uw huidige aanbieder; vaak is die maar kort geldig.',
  'hint.subscriber.service_address.postal_code':
    'Wordt vergeleken met de vorm die het land van het serviceadres heeft.',
  'hint.subscriber.service_address.postal_code.GB': 'De postcode van het installatieadres dat is vastgelegd.',
  'hint.subscriber.service_address.street': 'Het vastgelegde serviceadres, dat van het factuuradres kan verschillen.',
  'interval_note.AU.GEOGRAPHIC': 'Categorie A; categorie C duurt 15 werkdagen en langer.',
  'interval_note.AU.MOBILE': '1 tot 5 (de ene aanbieder), 7 tot 10 (een andere).',
  'interval_note.AU.NATIONAL': 'Een opgave van een aanbieder voor 1300-nummers.',
  'interval_note.AU.TOLL_FREE': '3 tot 6 (de ene aanbieder), 15 tot 25 (een andere).',
  'interval_note.CH': 'Een opgave van een aanbieder.',
  'interval_note.DE':
    'Tot 45 (een opgave van een aanbieder); korter als het contract met de huidige aanbieder is geëindigd.',
  'interval_note.ES.GEOGRAPHIC': 'Een opgave van een aanbieder.',
  'interval_note.ES.NATIONAL': 'Een opgave van een aanbieder.',
  'interval_note.ES.TOLL_FREE': 'Tot 4 weken (een opgave van een aanbieder).',
  'interval_note.FR.GEOGRAPHIC': 'Minstens 8 (de ene aanbieder), 10 tot 15 (een andere).',
  'interval_note.FR.NATIONAL': 'Minstens 8 (de ene aanbieder), 10 tot 15 (een andere).',
  'interval_note.FR.TOLL_FREE': 'Minstens 8 (de ene aanbieder), 22 (een andere).',
  'interval_note.GB': 'De volgende werkdag als de PAC voor de middag wordt ingediend (een opgave van een aanbieder).',
  'interval_note.IT.GEOGRAPHIC': '2 tot 3 weken (de ene aanbieder); tot 6 weken (een andere).',
  'interval_note.IT.TOLL_FREE': '2 tot 3 weken (een opgave van een aanbieder).',
  'interval_note.NL.GEOGRAPHIC': 'Een opgave van een aanbieder, van aanvraag tot portering.',
  'interval_note.NL.NATIONAL': 'Een opgave van een aanbieder, van aanvraag tot portering.',
  'interval_note.NL.TOLL_FREE': 'Een opgave van een aanbieder voor 0800-nummers.',
  'interval_note.PT': 'Een opgave van een aanbieder.',
  'interval_note.US':
    'Praktijk van communicatieplatforms; de wet geeft de huidige aanbieder 1 werkdag voor een eenvoudige portering en 4 voor andere. Een opdracht die op een werkdag voor 13:00 plaatselijke tijd binnenkomt, telt voor die dag.',
  'note.032_numbers.DE': '032-nummers.',
  'note.06_and_097_numbers_whether_your.NL':
    '06- en 097-nummers. Of uw netwerkaanbieder mobiele nummers aanneemt, moet de operator nagaan: één aanbieder zegt dat ze niet naar VoIP-aanbieders worden geporteerd.',
  'note.0720_and_company_numbers_05.AT': '0720- en bedrijfsnummers (05).',
  'note.0800_numbers_084x_and_090x_are.CH': '0800-nummers; 084x en 090x worden ook afzonderlijk door BAKOM toegekend.',
  'note.085_and_088_numbers.NL': '085- en 088-nummers.',
  'note.09_numbers.FR': '09-nummers.',
  'note.13_and_1300_numbers_category_c.AU': '13- en 1300-nummers, categorie C.',
  'note.1800_numbers_one_vendor_files_them.AU':
    '1800-nummers; de ene aanbieder rekent ze tot categorie C, een andere tot een eigen categorie.',
  'note.800_and_900_numbers.ES': '800- en 900-nummers.',
  'note.901_and_902_numbers.ES': '901- en 902-nummers.',
  'note.a_company_stamp_on_the_letter.DE': 'Van bedrijven wordt een bedrijfsstempel op de machtiging gevraagd.',
  'note.a_letter_of_authorization_signed_by.BE':
    'Een door de abonnee getekende machtiging is wettelijk vereist; een telefoontje is niet genoeg.',
  'note.a_number_stays_within_its_telephone.BE': 'Een nummer blijft binnen zijn telefoongebied.',
  'note.a_po_box_is_no_service.CA': 'Een postbus is geen serviceadres.',
  'note.a_po_box_is_no_service.US': 'Een postbus is geen serviceadres.',
  'note.a_rejected_request_is_made_anew.NL':
    'Een afgewezen aanvraag wordt opnieuw gedaan; de termijn kan niet worden verlengd.',
  'note.after_the_technical_validation_the_porting.BE':
    'Na de technische controle duurt de portering hooguit één werkdag; hoe lang het daarvoor meestal duurt, is niet bekend.',
  'note.business_subscribers_only_is_vendors_practice.CA':
    'Alleen zakelijke abonnees is praktijk van aanbieders; wijzig het als uw aanbieder ook anderen aanneemt.',
  'note.business_subscribers_only_is_vendors_practice.US':
    'Alleen zakelijke abonnees is praktijk van aanbieders; wijzig het als uw aanbieder ook anderen aanneemt.',
  'note.by_law_the_porting_takes_1.PT':
    'Volgens de wet duurt de portering 1 werkdag, 3 voor reeksen en op afstand gesloten contracten; aanbieders doen er langer over.',
  'note.carriers_may_ask_for_a_passcode.US':
    'Aanbieders mogen om een toegangscode vragen als de abonnee er een heeft ingesteld (47 CFR 52.36).',
  'note.for_a_prepaid_service_the_end.AU':
    'Bij een prepaiddienst worden naam en geboortedatum van de eindgebruiker gevraagd.',
  'note.isolated_full_partial_and_complex_ports.FR':
    'Enkelvoudige, volledige, gedeeltelijke en complexe porteringen worden onderscheiden: zeg of het hoofdnummer (NDI) overgaat en welke nummers (SDA) eraan hangen.',
  'note.name_the_underlying_carrier_which_may.GB':
    'Noem de onderliggende aanbieder; dat hoeft niet te zijn wie u factureert. Vraag een wederverkoper ernaar en naar de CUPID-code.',
  'note.no_billing_telephone_number_no_partial.CA':
    'Geen hoofdnummer voor de facturering, geen gedeeltelijke portering, en nooit samen met andere soorten nummers.',
  'note.no_billing_telephone_number_no_partial.US':
    'Geen hoofdnummer voor de facturering, geen gedeeltelijke portering, en nooit samen met andere soorten nummers.',
  'note.not_knowing_submit_category_a_a.AU':
    'Weet u het niet, dien dan categorie A in: een complexe dienst wordt met een afwijzing beantwoord en gaat opnieuw als C.',
  'note.only_the_holder_of_the_number.IT': 'Alleen de houder van het nummer mag om de portering vragen.',
  'note.telnyx_asks_for_the_rio_of.FR':
    'Telnyx vraagt ook voor gratis nummers om de RIO; in de handleiding van CloudTalk staat die niet.',
  'note.the_address_is_in_the_area.AU': 'Het adres ligt in het gebied van de nummers.',
  'note.the_address_is_in_the_area.CH': 'Het adres ligt in het gebied van de nummers.',
  'note.the_address_on_the_letter_of.AT': 'Het adres op de machtiging ligt in het gebied van de nummers.',
  'note.the_address_on_the_letter_of.DE': 'Het adres op de machtiging ligt in het gebied van de nummers.',
  'note.the_billing_account_number_stands_on.GB': 'Het klantnummer staat op de machtiging.',
  'note.the_first_figure_of_each_lead.GB':
    'Het eerste getal van elke termijn geldt als de huidige aanbieder de reekshouder is, het tweede als dat niet zo is.',
  'note.the_letter_of_authorization_carries_an.DE': 'Op de machtiging staat een adres in Duitsland.',
  'note.the_letter_of_authorization_for_toll.CA':
    'Voor gratis nummers is er een andere machtiging: daarin staat de wisseling van de Resp Org.',
  'note.the_letter_of_authorization_for_toll.US':
    'Voor gratis nummers is er een andere machtiging: daarin staat de wisseling van de Resp Org.',
  'note.the_letter_of_authorization_is_in.ES': 'De machtiging is in het Spaans.',
  'note.the_letter_of_authorization_is_in.IT': 'De machtiging is in het Italiaans.',
  'note.the_letter_of_authorization_is_signed.AT': 'De machtiging is met de hand getekend.',
  'note.the_letter_of_authorization_is_signed.NL':
    'De machtiging is getekend door de houder die bij de ACM is geregistreerd.',
  'note.the_letter_of_authorization_names_the.DE':
    'Op de machtiging staat de hele reeks waartoe een nummer behoort, niet alleen het nummer in gebruik.',
  'note.the_losing_carrier_answers_within_3.NL':
    'De huidige aanbieder antwoordt binnen 3 werkdagen en stelt de eerst mogelijke datum vast; vanaf dan hebt u 90 kalenderdagen om de portering uit te voeren.',
  'note.the_losing_carrier_asks_the_subscriber.CA':
    'De huidige aanbieder vraagt de abonnee per sms om de portering binnen 90 minuten goed te keuren; zonder antwoord wijst hij die af.',
  'note.the_nif_or_cif_on_record.ES': 'De NIF of CIF die bij de huidige aanbieder is vastgelegd, moet overeenkomen.',
  'note.the_rio_goes_with_the_number.FR':
    'De RIO gaat met het nummer mee; EU-recht: actief binnen 1 werkdag na de afgesproken datum.',
  'note.the_time_it_takes_is_unknown.AT': 'Hoe lang het duurt, is niet bekend.',
  'note.the_time_it_takes_is_unknown.ES': 'Hoe lang het duurt, is niet bekend.',
  'note.the_time_it_takes_is_unknown.IT': 'Hoe lang het duurt, is niet bekend.',
  'note.what_else_is_asked_for_and.IT': 'Wat er verder wordt gevraagd en hoe lang het duurt, is niet bekend.',
  'note.what_is_asked_for_beyond_the.CH':
    'Wat er naast de machtiging en het bewijs van eigendom wordt gevraagd, en hoe lang het duurt, is niet bekend.',
  'note.when_the_billing_telephone_number_moves.CA':
    'Als het hoofdnummer overgaat terwijl andere lijnen blijven, noem dan het nieuwe.',
  'note.where_someone_else_than_the_legal.PT':
    'Tekent een ander dan de wettelijke vertegenwoordiger, voeg dan de volmacht toe.',
  'note.wireless_numbers_need_the_account_number.CA': 'Voor mobiele nummers zijn het klantnummer en de pincode nodig.',
  'note.wireless_numbers_need_the_account_number.US':
    'Voor mobiele nummers zijn het klantnummer en de porteringspincode nodig.',
};
