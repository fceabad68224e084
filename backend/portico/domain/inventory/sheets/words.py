"""The words by which headings of tables are known, in the languages of the countries numbers are ported in."""

from __future__ import annotations

import re
from typing import Final

NUMBER: Final = frozenset(
    """phone phones telephone telephones tel tels telno telnr telnummer msisdn e164 did ddi tn btn wtn phonenumber phonenumbers phoneno
    subscribernumber rufnummer rufnummern rufnr telefon telefonnummer telefonnummern telefoonnummer telefoonnummers telefoon
    mobilnummer mobiel mobile mobiles mobil mobilfunk handy handynummer natel festnetz gsm cell cellphone cellular tél téléphone
    téléphones sda nde teléfono teléfonos telefono telefonos telefoni telefone telefones telef teléf telf
    tfno tfnos tlf tlfs tlfn tlfno móvil móviles movil moviles celular celulares telemóvel telemóveis telemovel telemoveis tlm
    tlmv cellulare cellulari landline landlines anschluss cli clis tns dids ddis anschlussnummer anschlussrufnummer aansluiting
    nd numtel numeración numeracion numeração numeracao numerazione numerazioni""".split()
)
LINE: Final = frozenset("portable portables line ligne línea linea linha fijo fijos fixo fixos fixe fixes fisso fissi vast vaste".split())
"""Words that say phone numbers where nothing beside them says something else: `Prix fixe` is a price."""
STEM: Final = frozenset(
    """stammnummer stamm stammrufnummer kopfnummer kopfrufnummer kopf hauptnummer hauptrufnummer anlagenanschluss anlagennummer rumpfnummer
    durchwahlstamm sammelnummer hoofdnummer""".split()
)
"""How a number is called that others are dialed behind."""
SEVERAL: Final = frozenset("numbers nummern nummers números numéros numeros numeri".split())
NUMBER_AT_ALL: Final = SEVERAL | frozenset("number nummer nr no nos numéro numero número num núm n nº".split())
PORTED: Final = frozenset(
    """port ported porting porten porteren geporteerd portieren portierende portierenden portiert porter porté portés portée portar portado
    portados portare portato transfer migrate""".split()
)
"""What is done with numbers, and what stands between: `Number to port`, `Te porteren nummer`."""
PARTICLES: Final = frozenset("s to be te zu zur der die das the which a à da de do di los les le el o i il".split())
FROM: Final = frozenset(
    """from von vanaf van ab début debut de da do desde start begin begins beginn beginnummer startnummer first erste anfang
    anfangsnummer dal eerste premier première primo prima primer primero primera primeiro primeira inicio início inizio""".split()
)
TO: Final = frozenset(
    """to bis tot fin end last letzte ende endnummer eind einde eindnummer laatste dernier dernière à a al au ultimo ultima último
    última hasta até fine fim final tm""".split()
)
SHORT: Final = frozenset("a à ab al au da de do fine final prima primo".split())  # in other headings, too: Data da fatura, Prix final
OF_LINES: Final = NUMBER_AT_ALL | frozenset("line ligne lines lignes".split())
"""Words by which the lines of a table may be counted."""
CALLED: Final = NUMBER | LINE | NUMBER_AT_ALL | STEM
BEHIND: Final = frozenset("durchwahl durchwahlen durchwahlnummer durchwahlnummern dw nebenstelle nebenstellen nst klappe".split())
EXTENT: Final = frozenset(
    """block blok blocks rnb rufnummernblock nummernblock durchwahlblock bereich nummernbereich rufnummernbereich durchwahlbereich range
    reeks""".split()
)
"""How what is dialed behind a stem is called, from and to."""
ATTENDANT: Final = frozenset("abfragestelle abfrage abfragenummer zentrale vermittlung".split())
AREA: Final = frozenset(
    """vorwahl ortsvorwahl ortsnetzkennzahl ortsnetz ortsnetzvorwahl ortskennzahl onkz netzvorwahl netnummer kengetal
    zonenummer area areacode     npa std dialling dialing indicatif prefisso prefijo indicativo prefixo""".split()
)
COUNTS: Final = frozenset(
    """anzahl gesamt gesamtanzahl summe menge aantal totaal count total totals quantity qty quantité quantite nombre cantidad quantità
    quantita quantidade number numbers of""".split()
)
"""How many of something there are, before a figure."""
LAND: Final = frozenset(
    "ländervorwahl landesvorwahl länderkennzahl landeskennzahl ländercode landescode landvorwahl landnummer landcode countrycode".split()
)
COUNTRY: Final = frozenset("country land pays país paese calling international".split())
CODE: Final = frozenset("code vorwahl indicatif prefijo prefisso indicativo".split())
ELSE: Final = re.compile(
    "|".join(
        """invoice bill rechnung factu fattura fatura order auftrag bestell pedido ordine encomenda commande customer client kunde
        klant kd contract vertrag contrat account konto iban bic vat steuer btw tax zip plz post(?!e) cap$ date datum
        fecha data price preis prijs prix amount betrag bedrag montant importe importo valor id$ ref artikel article
        ticket case serial serie imei iccid sim pin puk name nom$ naam nome nombre total sum som$ umsatz turnover revenue
        sales omzet chiffre fatturato vent salary wage income gehalt lohn salar salaire sueldo stipendio ingres cost
        kosten cout coste custo saldo balance budget gewinn profit winst margin marge rabatt discount quantit qty menge
        anzahl aantal cantidad employee personal mitarbeiter medewerker matricul matricol staff ssn bsn nif nie$ dni cif
        siren siret kvk hrb ein$ passport reisepass ausweis code codice codigo year jahr jaar annee ano anno ean gtin isbn
        sku asset device gerat index position acct compte cuenta conto rekening po$ of$ lfd$ pos$ laufende dossier akte
        contribuinte nipc expediente contatore contador compteur meter zahler utr kenmerk items?$ parts?$ duns npi track nmi mpan mprn
        pdl prm$ pce$ pod$ pdr$ cups$ ondernem entreprise empresa azienda kbo bce$ cbe$ tva iva$ mwst ust$ uid$ supplier vendor
        lieferant leverancier fournisseur proveedor fornecedor fornitore badge policy poliza apolice polizza polis claim lot$ batch
        model upc$ imsi eid$ mac$ prec prezzo produ applianc nhs$ nino$ insee nir$ nss$ tfn$ abn$ acn$ sin$ ahv avs$ licen matric plate
        kennzeichen vin$ duration dauer duree duracion""".split()
    )
)
"""What the numbers of a column are, where its heading says so at the beginning of a word: none that are dialed."""
