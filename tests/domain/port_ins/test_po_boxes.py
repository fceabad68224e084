"""Which service addresses are PO boxes, as each of the thirteen countries writes them, and which streets are only called like one."""

from __future__ import annotations

from itertools import product

import pytest

from portico.domain.port_ins.requirements.po_boxes import names_a_po_box

BOXES = {
    "however it is parted": (
        "P/O Box 12", "P·O Box 12", "PO_Box 12", "P.O.Box:12", "P'O Box 12", "PO.BOX.12", "POB-12", "POBox12", "Post-Box 12", "Lock-Box 7",
        "Post. Off. Box 12", "P.O. B. 12", "PO\u00a0Box\u202f12", "PO Box \u2013 12",
    ),
    "however it is numbered": (
        "PO Box twelve", "POST OFFICE BOX ONE", "PO Box # 12-A", "PO Box AB-1234", "PO Box 12A", "p.o. box no 12", "Postfach zwölf",
        "Boîte postale douze", "Postbus nr. 12", "PO Box",
    ),
    "wherever it stands": (
        "350 Fifth Avenue PO Box 7", "350 Fifth Avenue; P.O.B. 7", "123 Main St PMB 45", "123 Main St, PMB 45", "Musterstr. 5 Postfach 12",
        "12 rue de Rivoli BP 12", "12, rue de Rivoli, CS 10012", "c/o PO Box 5",
    ),
    "US": (
        "Lock Box 12", "Lockbox 12", "Caller Box 12", "Caller Service 12", "Call Box 9", "Drawer L", "Mailbox 5", "Private Mail Box 5",
        "PO 12", "Box 12", "PSC 12 Box 34", "PSC 1234, Box 567", "CMR 401 Box 12", "Unit 2050 Box 4190",
    ),
    "CA": (
        "Box 12, Station A", "Box 12 Stn A", "PO Box 12 Stn Main", "C.P. 12 Succ. Centre-Ville", "CP 12, succ. A", "Bag 5000", "PO Bag 12",
    ),
    "GB": ("PO Box 12", "Post Office Box 9", "BM Box 1234", "Postal Box 12", "Freepost", "FREEPOST RTXX-YYYY-ZZZZ", "Freepost ABC 123",
        "Freepost Acme Limited"),
    "AU": ("RMB 12", "R.M.B. 12", "RSD 7", "RMS 3", "CMA 5",
        "G.P.O. Box 12", "Locked Bag 3", "Private Bag 7", "Private Mail Bag 12", "CMB 12", "Reply Paid 84", "Post Bag 4"),
    "DE, AT": ("PF 12", "P.F. 12", "P. F. 12", "Pf. 12 34 56", "Postf. 12", "Postschließfach 12", "Postschliessfach 12",
        "Schließfach 9", "Postfach", "Packstation 123", "DHL Packstation 145", "Postfiliale 501"),
    "CH": ("Postfach 34", "Case postale 12", "Case postale", "Casella postale", "Casier postal 3"),
    "NL, BE": ("Postbus 12", "Post Bus 12", "Post-bus 12", "Postbus", "PB 12", "Antwoordnummer 123", "Bte postale 12", "Boite postale 3"),
    "FR": ("BP 12", "B.P. n° 12", "CS 10012", "TSA 12345", "BP 40012 75001 Paris Cedex 01", "Bte post. 9"),
    "IT": ("Casella Postale n. 12", "Cas. postale 9", "C.P. 12", "Caselle postali 4"),
    "ES": ("Apartado de Correos 12", "Apt. Correos 12", "Apto. Correos 12", "Apto. de Correos 7",
        "Calle Mayor 3, Apto. Correos 12", "Ap. de Correos 12", "Apdo 12", "Aptdo. 12",
        "Apartado Postal 4", "Apartat de correus 9", "Apartado"),
    "PT": ("Apartado 12", "Caixa Postal 12", "Cx. Postal 12"),
    "elsewhere": ("Postboks 12", "Skrytka pocztowa 12", "Skr. poczt. 12"),
}  # fmt: skip
STREETS = {
    "called like a box": (
        "12 Pobox Lane", "12 Lock Box Lane", "12 Caller Box Lane", "5 Caller Street", "100 Post Box Road", "12 PO Box Road",
        "12 Drawer Lane", "Drawer St 3", "12 Mailbox Road", "Post Box 12th Street", "1 Lockbox 5th Ave",
        "Box Hill Road 3", "Box Tree Farm, 12 High Street",
        "Boxgasse 4", "Boxhagener Straße 12", "12 Boxwood Road", "Bagshot Road 12", "12 Bag Lane", "1 Reply Street",
        "Postfachweg 1", "Postfachstraße 12", "Am Postfach", "Am Postfach 3a", "Zum Postfach 12", "Po-Box-Weg 3",
        "Postbuslaan 1", "2 Postbus Lane", "9 Post Office Road",
        "The Old Post Office, 3 High Street", "The Old Mailbox 3", "The Old Mailbox, 3 High Street", "The Little Red Post Box 4",
        "Apartado Street", "1 Apartado Drive", "Calle Apartado 12", "Rua do Apartado 12",
        "Via Casella Postale 12", "Via della Casella Postale 3", "Rue de la Case Postale 12", "Avenue de la Boîte Postale 7",
        "Impasse du Casier Postal 3", "Calle Apartado de Correos 5", "C/ del Apartado de Correos 5", "Carrer de l'Apartat de Correus 2",
        "Rua da Caixa Postal 12", "Packstationsweg 3", "Freepost Lane 12", "12 Freepost Road", "RMB 12, 40 Old Coach Road", "RMB Towers 3",
    ),
    "with a short word": (
        "PF-Straße 3", "P.F.-Straße 3", "Via P. F. Rossi 12", "CP-Allee 1", "Bp-Weg 12", "BP Garage, High Street", "7 BP Street",
        "CS House", "CSI Building 4", "12 CP Road",
        "Via Po 12", "Corso Po 12", "PO Plaza 12", "Via C. P. Rossi 12", "Rue B. P. Martin 3", "Post 12", "Postgasse 12",
        "55 Cape Pob Road",
    ),
    "with a box at the premises": (
        "Kerkstraat 5 bus 12", "Rue Haute 5 bte 12", "Rue Haute 5, boîte 12", "RR 2 Box 152", "RR 2, Box 152", "HC 1 Box 5",
        "Unit 12, Box Hill Road 3", "Unit 5 Boxwood Mews",
    ),
    "with a part of a building": ("Apto. 12", "Ap. 12", "Suite 12", "350 Fifth Avenue, Apartment 12", "Via Casella 12", "Case 12"),
    "empty": ("", " ", ",", "12"),
}  # fmt: skip


@pytest.mark.parametrize(("where", "street"), [(where, street) for where, streets in BOXES.items() for street in streets])
def test_a_po_box_is_one_as_every_country_spells_it(where: str, street: str) -> None:
    assert names_a_po_box(street), where


@pytest.mark.parametrize(("why", "street"), [(why, street) for why, streets in STREETS.items() for street in streets])
def test_a_street_is_no_po_box_for_what_it_is_called(why: str, street: str) -> None:
    assert not names_a_po_box(street), why


FIRST = ("P", "P.", "Post", "POST", "Pst", "Postal", "p0st")
OFFICE = ("O", "O.", "0", "Office", "Ofc", "Offc.", "Off", "Ofice", "of")
CONTAINER = ("Box", "B0X", "bx", "Bx.", "Boxes", "Drawer", "Drwr", "Bag", "Bin")
BETWEEN = (" ", "", ".", "-", "/", ", ", ".,", "_")
NUMBERS = ("12", "No. 12", "#12", "AB-1234")


@pytest.mark.parametrize("by", BETWEEN)
def test_a_po_box_is_made_of_parts_whatever_stands_between_them(by: str) -> None:
    parts = product(FIRST, OFFICE, CONTAINER, ("", "350 Fifth Avenue, "), NUMBERS)
    missed = [text for a, b, c, street, n in parts if not names_a_po_box(text := f"{street}{a}{by}{b}{by}{c} {n}")]
    assert not missed


@pytest.mark.parametrize("street", ["Road", "Lane", "Avenue", "Hill"])
def test_a_street_may_be_called_after_the_parts_of_one(street: str) -> None:
    words = (
        [f"{a} {b} {c}" for a, b, c in product(FIRST, OFFICE, CONTAINER)]
        + [f"{a} {b}" for a, b in product(FIRST, OFFICE)]
        + list(CONTAINER)
    )
    assert not [text for each in words if names_a_po_box(text := f"12 {each} {street}")]
    assert not [text for each in words if names_a_po_box(text := f"{each} {street} 12")]


@pytest.mark.parametrize(
    "street",
    (
        "Bx 12|PO, Box 12|P, O, Box 12|P.O., Box 12|Post Office, Box 12|Succursale A CP 12|Station A, CP 12|RPO Box 12|LPO Box 9|CPO Box 9"
        "|Box No. 12"
        "|Cassetta postale 5|Post-Fach 12|P O Bx12|POBox12|P.O.B.12|pobx 12|US PO Box 3|Post Box 5|P Box 12|PO Drwr 5"
    ).split("|"),
)
def test_a_po_box_in_short_or_of_another_country_is_one(street: str) -> None:
    assert names_a_po_box(street)


@pytest.mark.parametrize(
    "street", ["12 Pobox Lane", "Oxbox 3", "Via Po, 12", "Post Rd 12", "RR 2 Box 152", "Old Post Office, 12 Box Lane", "12 Main St, Bx 5"]
)
def test_what_only_has_a_part_of_one_is_no_po_box(street: str) -> None:
    assert not names_a_po_box(street)
