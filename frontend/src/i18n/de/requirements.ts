/** What the shipped requirements say to people, in German, by their codes (`requirement.…`). */
export const requirements: Record<string, string> = {
  'document_name.OTHER.AT': 'NÜV-Information',
  'document_name.OTHER.CH': 'Zuteilungsbestätigung des BAKOM',
  'document_name.OTHER.DE': 'Zuteilungsbescheid',
  'document_name.OTHER.NL.NATIONAL': 'Nummernzuteilung der ACM',
  'document_name.OTHER.NL.PREMIUM': 'Übertragung der Rechte',
  'document_name.OTHER.NL.TOLL_FREE': 'Übertragung der Rechte',
  'document_name.OTHER.PT': 'Vertretungsvollmacht',
  'document_notes.COMPANY_REGISTRATION.AT': 'Firmenbuchauszug eines Unternehmens.',
  'document_notes.COMPANY_REGISTRATION.CH': 'Ein Anbieter verlangt ihn, um zu sehen, wer zeichnen darf.',
  'document_notes.COMPANY_REGISTRATION.DE': 'Handelsregisterauszug oder Gewerbeanmeldung.',
  'document_notes.COMPANY_REGISTRATION.FR': 'K-bis, nicht älter als drei Monate, mit der Adresse.',
  'document_notes.COMPANY_REGISTRATION.NL': 'Ein Auszug aus dem KVK-Register über den eingetragenen Inhaber.',
  'document_notes.COMPANY_REGISTRATION.PT': 'Certidão de Registo Comercial, aus der hervorgeht, wer zeichnen darf.',
  'document_notes.CSR': 'Kundendatenblatt des Anbieters: als Eigentumsnachweis der Rechnung gleichwertig.',
  'document_notes.ID.AT': 'Des Anschlussinhabers oder des Vertreters eines Unternehmens.',
  'document_notes.ID.AU': 'Ein Anbieter verlangt zwei amtliche Dokumente.',
  'document_notes.ID.DE': 'Für Privatpersonen und Einzelunternehmer.',
  'document_notes.ID.FR': 'Des bevollmächtigten Vertreters.',
  'document_notes.ID.IT': 'Der bevollmächtigten Person.',
  'document_notes.ID.PT': 'Der Person, die unterschreibt.',
  'document_notes.INVOICE': 'Die neueste Ihres bisherigen Anbieters, mit Name und Nummern.',
  'document_notes.LOA':
    'Von der bevollmächtigten Person des Anschlussinhabers unterschrieben; sie nennt jede Nummer, und Namen und Anschlussadresse stimmen mit den Daten des bisherigen Anbieters überein.',
  'document_notes.LOA.PT':
    'Innerhalb der letzten drei Monate von Hand unterschrieben; die Adresse liegt im Gebiet der Nummern.',
  'document_notes.OTHER.AT': 'Die Nummernübertragungsinformation, die Ihr bisheriger Betreiber auf Anfrage ausstellt.',
  'document_notes.OTHER.CH': 'Die Nummer muss Ihnen zugeteilt sein, nicht Ihrem Betreiber.',
  'document_notes.OTHER.DE': 'Die Zuteilung der Nummer an Sie durch die Bundesnetzagentur.',
  'document_notes.OTHER.NL.NATIONAL': 'Ein Anbieter verlangt sie für 088-Nummern, die die ACM Unternehmen zuteilt.',
  'document_notes.OTHER.NL.PREMIUM':
    'Wenn die Nummer bei der ACM auf einen Wiederverkäufer statt auf Sie eingetragen ist.',
  'document_notes.OTHER.NL.TOLL_FREE':
    'Wenn die Nummer bei der ACM auf einen Wiederverkäufer statt auf Sie eingetragen ist.',
  'document_notes.PROOF_OF_ADDRESS.AT': 'Am Ort der Nummern.',
  'document_notes.PROOF_OF_ADDRESS.DE.GEOGRAPHIC': 'Im Gebiet der Nummern.',
  'document_notes.PROOF_OF_ADDRESS.DE.NATIONAL': 'In Deutschland.',
  'document_notes.PROOF_OF_ADDRESS.FR': 'Nicht älter als drei Monate.',
  'document_notes.PROOF_OF_ADDRESS.IT': 'Eine Adresse in Italien.',
  'hint.extra_fields.ABN.AU': 'Australian Business Number, die australische Unternehmensnummer.',
  'hint.extra_fields.CVP.PT':
    'Auf der Rechnung, per SMS von der Nummer aus oder im Kundenbereich Ihres bisherigen Anbieters.',
  'hint.extra_fields.LINE_TYPE.GB':
    'SINGLE: ein Anschluss mit einer Nummer. MULTI: ISDN, eine Telefonanlage oder zusammengehörige Nummern.',
  'hint.extra_fields.MIGRATION_CODE.IT':
    'Auf der Rechnung oder von Ihrem bisherigen Anbieter; auch codice segreto genannt.',
  'hint.extra_fields.NIF.ES': 'Die Steuernummer des Anschlussinhabers: CIF eines Unternehmens, NIF einer Person.',
  'hint.extra_fields.NIF.PT': 'Die Steuernummer des Anschlussinhabers.',
  'hint.extra_fields.PAC.GB':
    'Senden Sie von der Nummer aus PAC per SMS an 65075 oder fragen Sie Ihren bisherigen Anbieter; der Code gilt 30 Tage.',
  'hint.extra_fields.PORT_CATEGORY.AU':
    'A: eine einzelne Nummer ohne komplexe Dienste. C: Rufnummernblöcke, ISDN, Sammelanschlüsse, Bündel; komplexe Dienste enden mit der Portierung.',
  'hint.extra_fields.RIO.FR.GEOGRAPHIC': 'Wählen Sie 3179 vom Anschluss aus.',
  'hint.extra_fields.RIO.FR.MOBILE': 'Wählen Sie 3179 vom Mobiltelefon aus.',
  'hint.extra_fields.RIO.FR.NATIONAL': 'Wählen Sie 3179 vom Anschluss aus.',
  'hint.extra_fields.RIO.FR.TOLL_FREE': 'Wählen Sie 3179 vom Anschluss aus.',
  'hint.extra_fields.SIM_NUMBER.BE': 'Oder die Kundennummer.',
  'hint.extra_fields.SIRET.FR': '14 Ziffern, der Niederlassung, die den Anschluss hat.',
  'hint.subscriber.account_number': 'Wie auf der Rechnung Ihres bisherigen Anbieters.',
  'hint.subscriber.account_number.BE': 'Oder die Seriennummer der SIM-Karte.',
  'hint.subscriber.authorised_person':
    'Wer bei Ihrem bisherigen Anbieter über diesen Anschluss entscheiden darf und die Vollmacht unterschreibt.',
  'hint.subscriber.btn': 'Die Hauptnummer des Anschlusses, wenn Ihr Anbieter eine verwendet.',
  'hint.subscriber.name': 'Genau so, wie er bei Ihrem bisherigen Anbieter eingetragen ist.',
  'hint.subscriber.pin': 'Fragen Sie Ihren bisherigen Anbieter danach; oft gilt sie nur kurze Zeit.',
  'hint.subscriber.service_address.postal_code': 'Wird mit der Form verglichen, die im Land der Anschlussadresse gilt.',
  'hint.subscriber.service_address.postal_code.GB': 'Die Postleitzahl der eingetragenen Installationsadresse.',
  'hint.subscriber.service_address.street':
    'Die eingetragene Anschlussadresse, die von der Rechnungsadresse abweichen kann.',
  'interval_note.AU.GEOGRAPHIC': 'Kategorie A; Kategorie C dauert 15 Werktage und länger.',
  'interval_note.AU.MOBILE': '1 bis 5 (ein Anbieter), 7 bis 10 (ein anderer).',
  'interval_note.AU.NATIONAL': 'Angabe eines Anbieters für 1300-Nummern.',
  'interval_note.AU.TOLL_FREE': '3 bis 6 (ein Anbieter), 15 bis 25 (ein anderer).',
  'interval_note.CH': 'Angabe eines Anbieters.',
  'interval_note.DE':
    'Bis zu 45 (Angabe eines Anbieters); kürzer, wenn der Vertrag mit dem bisherigen Anbieter beendet ist.',
  'interval_note.ES.GEOGRAPHIC': 'Angabe eines Anbieters.',
  'interval_note.ES.NATIONAL': 'Angabe eines Anbieters.',
  'interval_note.ES.TOLL_FREE': 'Bis zu 4 Wochen (Angabe eines Anbieters).',
  'interval_note.FR.GEOGRAPHIC': 'Mindestens 8 (ein Anbieter), 10 bis 15 (ein anderer).',
  'interval_note.FR.NATIONAL': 'Mindestens 8 (ein Anbieter), 10 bis 15 (ein anderer).',
  'interval_note.FR.TOLL_FREE': 'Mindestens 8 (ein Anbieter), 22 (ein anderer).',
  'interval_note.GB': 'Der nächste Werktag, wenn der PAC vor Mittag eingereicht wird (Angabe eines Anbieters).',
  'interval_note.IT.GEOGRAPHIC': '2 bis 3 Wochen (ein Anbieter); bis zu 6 Wochen (ein anderer).',
  'interval_note.IT.TOLL_FREE': '2 bis 3 Wochen (Angabe eines Anbieters).',
  'interval_note.NL.GEOGRAPHIC': 'Angabe eines Anbieters, vom Antrag bis zur Portierung.',
  'interval_note.NL.NATIONAL': 'Angabe eines Anbieters, vom Antrag bis zur Portierung.',
  'interval_note.NL.TOLL_FREE': 'Angabe eines Anbieters für 0800-Nummern.',
  'interval_note.PT': 'Angabe eines Anbieters.',
  'interval_note.US':
    'Praxis der Kommunikationsplattformen; das Gesetz gibt dem bisherigen Anbieter 1 Werktag für eine einfache Portierung und 4 für andere. Ein Auftrag, der an einem Werktag bis 13:00 Uhr Ortszeit eingeht, zählt für diesen Tag.',
  'note.032_numbers.DE': '032-Nummern.',
  'note.06_and_097_numbers_whether_your.NL':
    '06- und 097-Nummern. Ob Ihr Netzanbieter Mobilnummern annimmt, muss der Betreiber prüfen: Ein Anbieter sagt, dass sie nicht zu VoIP-Anbietern portiert werden.',
  'note.0720_and_company_numbers_05.AT': '0720- und Unternehmensnummern (05).',
  'note.0800_numbers_084x_and_090x_are.CH': '0800-Nummern; 084x und 090x werden ebenfalls einzeln vom BAKOM zugeteilt.',
  'note.085_and_088_numbers.NL': '085- und 088-Nummern.',
  'note.09_numbers.FR': '09-Nummern.',
  'note.13_and_1300_numbers_category_c.AU': '13- und 1300-Nummern, Kategorie C.',
  'note.1800_numbers_one_vendor_files_them.AU':
    '1800-Nummern; ein Anbieter führt sie als Kategorie C, ein anderer als eigene Kategorie.',
  'note.800_and_900_numbers.ES': '800- und 900-Nummern.',
  'note.901_and_902_numbers.ES': '901- und 902-Nummern.',
  'note.a_company_stamp_on_the_letter.DE': 'Von Unternehmen wird ein Firmenstempel auf der Vollmacht verlangt.',
  'note.a_letter_of_authorization_signed_by.BE':
    'Eine vom Anschlussinhaber unterschriebene Vollmacht ist gesetzlich vorgeschrieben; ein Anruf genügt nicht.',
  'note.a_number_stays_within_its_telephone.BE': 'Eine Nummer bleibt in ihrem Vorwahlgebiet.',
  'note.a_po_box_is_no_service.CA': 'Ein Postfach ist keine Anschlussadresse.',
  'note.a_po_box_is_no_service.US': 'Ein Postfach ist keine Anschlussadresse.',
  'note.a_rejected_request_is_made_anew.NL':
    'Ein abgelehnter Antrag wird neu gestellt; das Zeitfenster kann nicht verlängert werden.',
  'note.after_the_technical_validation_the_porting.BE':
    'Nach der technischen Prüfung dauert die Portierung höchstens einen Werktag; wie lange es davor üblicherweise dauert, ist nicht bekannt.',
  'note.business_subscribers_only_is_vendors_practice.CA':
    'Nur Geschäftskunden ist Praxis der Anbieter; ändern Sie es, wenn Ihr Anbieter auch andere annimmt.',
  'note.business_subscribers_only_is_vendors_practice.US':
    'Nur Geschäftskunden ist Praxis der Anbieter; ändern Sie es, wenn Ihr Anbieter auch andere annimmt.',
  'note.by_law_the_porting_takes_1.PT':
    'Nach dem Gesetz dauert die Portierung 1 Werktag, 3 bei Rufnummernblöcken und Fernabsatzverträgen; Anbieter brauchen länger.',
  'note.carriers_may_ask_for_a_passcode.US':
    'Anbieter dürfen ein Kennwort verlangen, wenn der Anschlussinhaber eines gesetzt hat (47 CFR 52.36).',
  'note.for_a_prepaid_service_the_end.AU':
    'Bei einem Prepaid-Dienst werden Name und Geburtsdatum des Endnutzers verlangt.',
  'note.isolated_full_partial_and_complex_ports.FR':
    'Einzelne, vollständige, teilweise und komplexe Portierungen werden unterschieden: Geben Sie an, ob die Hauptnummer (NDI) umzieht und welche Nummern (SDA) daran hängen.',
  'note.name_the_underlying_carrier_which_may.GB':
    'Nennen Sie den zugrunde liegenden Anbieter, der nicht der sein muss, der Ihnen die Rechnung stellt; fragen Sie einen Wiederverkäufer nach ihm und seinem CUPID-Code.',
  'note.no_billing_telephone_number_no_partial.CA':
    'Keine Hauptnummer für die Abrechnung, keine teilweise Portierung und nie zusammen mit anderen Nummernarten.',
  'note.no_billing_telephone_number_no_partial.US':
    'Keine Hauptnummer für die Abrechnung, keine teilweise Portierung und nie zusammen mit anderen Nummernarten.',
  'note.not_knowing_submit_category_a_a.AU':
    'Wissen Sie es nicht, reichen Sie Kategorie A ein: Ein komplexer Dienst wird abgelehnt und geht noch einmal als C.',
  'note.only_the_holder_of_the_number.IT': 'Nur der Inhaber der Nummer darf die Portierung verlangen.',
  'note.telnyx_asks_for_the_rio_of.FR':
    'Telnyx verlangt den RIO auch für gebührenfreie Nummern; die Anleitung von CloudTalk nennt ihn nicht.',
  'note.the_address_is_in_the_area.AU': 'Die Adresse liegt im Gebiet der Nummern.',
  'note.the_address_is_in_the_area.CH': 'Die Adresse liegt im Gebiet der Nummern.',
  'note.the_address_on_the_letter_of.AT': 'Die Adresse auf der Vollmacht liegt im Gebiet der Nummern.',
  'note.the_address_on_the_letter_of.DE': 'Die Adresse auf der Vollmacht liegt im Gebiet der Nummern.',
  'note.the_billing_account_number_stands_on.GB': 'Die Kundennummer steht auf der Vollmacht.',
  'note.the_first_figure_of_each_lead.GB':
    'Die erste Zahl jeder Frist gilt, wenn der bisherige Anbieter Inhaber des Rufnummernblocks ist, die zweite, wenn nicht.',
  'note.the_letter_of_authorization_carries_an.DE': 'Auf der Vollmacht steht eine Adresse in Deutschland.',
  'note.the_letter_of_authorization_for_toll.CA':
    'Für gebührenfreie Nummern gibt es eine andere Vollmacht: Sie nennt den Wechsel der Resp Org.',
  'note.the_letter_of_authorization_for_toll.US':
    'Für gebührenfreie Nummern gibt es eine andere Vollmacht: Sie nennt den Wechsel der Resp Org.',
  'note.the_letter_of_authorization_is_in.ES': 'Die Vollmacht ist auf Spanisch.',
  'note.the_letter_of_authorization_is_in.IT': 'Die Vollmacht ist auf Italienisch.',
  'note.the_letter_of_authorization_is_signed.AT': 'Die Vollmacht ist von Hand unterschrieben.',
  'note.the_letter_of_authorization_is_signed.NL':
    'Die Vollmacht ist vom Inhaber unterschrieben, der bei der ACM eingetragen ist.',
  'note.the_letter_of_authorization_names_the.DE':
    'Die Vollmacht nennt den ganzen Rufnummernblock, zu dem eine Nummer gehört, nicht nur die genutzte Nummer.',
  'note.the_losing_carrier_answers_within_3.NL':
    'Der bisherige Anbieter antwortet innerhalb von 3 Werktagen und setzt den frühesten Termin fest; von da an haben Sie 90 Kalendertage, um die Portierung durchzuführen.',
  'note.the_losing_carrier_asks_the_subscriber.CA':
    'Der bisherige Anbieter bittet den Anschlussinhaber per SMS, die Portierung innerhalb von 90 Minuten zu genehmigen; ohne Antwort lehnt er sie ab.',
  'note.the_nif_or_cif_on_record.ES': 'Die beim bisherigen Anbieter eingetragene NIF oder CIF muss übereinstimmen.',
  'note.the_rio_goes_with_the_number.FR':
    'Der RIO geht mit der Nummer mit; EU-Recht: aktiv innerhalb von 1 Werktag nach dem vereinbarten Termin.',
  'note.the_time_it_takes_is_unknown.AT': 'Wie lange es dauert, ist nicht bekannt.',
  'note.the_time_it_takes_is_unknown.ES': 'Wie lange es dauert, ist nicht bekannt.',
  'note.the_time_it_takes_is_unknown.IT': 'Wie lange es dauert, ist nicht bekannt.',
  'note.what_else_is_asked_for_and.IT': 'Was sonst noch verlangt wird und wie lange es dauert, ist nicht bekannt.',
  'note.what_is_asked_for_beyond_the.CH':
    'Was über Vollmacht und Eigentumsnachweis hinaus verlangt wird und wie lange es dauert, ist nicht bekannt.',
  'note.when_the_billing_telephone_number_moves.CA':
    'Wenn die Hauptnummer umzieht, während andere Anschlüsse bleiben, nennen Sie die neue.',
  'note.where_someone_else_than_the_legal.PT':
    'Unterschreibt jemand anderes als der gesetzliche Vertreter, fügen Sie die Vertretungsvollmacht bei.',
  'note.wireless_numbers_need_the_account_number.CA': 'Mobilnummern brauchen die Kundennummer und die PIN.',
  'note.wireless_numbers_need_the_account_number.US': 'Mobilnummern brauchen die Kundennummer und die Portierungs-PIN.',
};
