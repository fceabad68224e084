"""PO boxes, however they are spelled: nobody has a line in one.

A word for such a box is one before its number, or with nothing behind it; a street may be called like one (`12 Lock Box Lane`). What is
short or has another meaning too is one only with its number on a line of its own: `BP 12`, and not `BP Garage` or `Via Po 12`.
A box that stands at the premises is none: `Kerkstraat 5 bus 12`, `RR 2 Box 152`. Neither is a street that is called like one behind the
word for streets: `Via Casella Postale 12`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from portico.domain.reference import forms

_OFFICE: Final = r"(?:of{0,2}i?c?e?|0)"
_CONTAINER: Final = r"(?:b[o0]?x(?:es)?|b[o0]xs|dra?we?r|bag|bin)"
# As they are read: in small letters without accents, with a space for every sign.
_WORDS: Final = (
    rf"(?:[cglr] ?)?(?:p|pst|p[o0]st(?:al)?) ?(?:{_OFFICE} ?)?{_CONTAINER}",
    r"(?:lock|caller|call|mail|private mail) ?b[o0]?x",
    r"caller service|lock drawer|reply paid|bcm box|bm box",
    r"(?:locked|private|private mail|community mail|mail|post|postal) ?bag",
    r"post ?(?:schliess ?)?fach|postschlf|packstation|post ?filiale",
    r"post ?bus|antwoordnummer|postboks|postlada",
    r"(?:boite|bte|bt|b) ?(?:postale|post)|casier postal|tiroir postal",
    r"(?:case|cas) ?(?:postale|post)|(?:casella|caselle|cassetta|cassette|cas) (?:postal[ei]|post)",
    r"(?:apartado|aptdo|apdo|apto|apt|ap) (?:de )?correos|apartado postal|apartat de correus",
    r"(?:caixa|cx) postal",
    r"skrytka pocztowa|skr poczt",
)
"""Words for a box and nothing else, wherever they stand in a line."""
_AT_THE_START: Final = r"apartado|apartat|apdo|aptdo|postf|drawer|schliessfach"
"""Words that end streets' names too, at the start of a line."""
_ALONE: Final = r"p ?[o0]|p ?f|c ?p|p ?b|c ?m ?b|bag"
"""Short ones, with their number and nothing else."""
_LAST: Final = r"p ?[o0] ?b(?: ?x)?|p ?m ?b|b ?p|c ?s|t ?s ?a"
"""Short ones that stand behind a street and its number as well."""
_ON_THE_FIRST_LINE: Final = r"b[o0]?x"
"""Further on it may hang at a rural route."""
_KINDS: Final = (
    "via|viale|vicolo|piazza|largo|strada|rue|ruelle|avenue|av|boulevard|bd|impasse|chemin|ch|allee|place|route|quai|passage|"
    "calle|c|plaza|paseo|avenida|avda|camino|carrer|rua|travessa|praca"
)
_OF: Final = "(?:d|de|du|des|del|della|da|do|l|la|las|le|les|el) "
_CALLED_SO: Final = re.compile(rf"the (?:\w+ )+?(?:mail|post|call|lock|letter) ?b[o0]x\b|(?:{_KINDS}) (?:{_OF})*(?:{'|'.join(_WORDS)})\b")
"""A house and a street that are called after a box: `The Old Mailbox 3`, `Rue de la Case Postale 12`."""
_NUMBER_WORDS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty "
    "thirty forty fifty sixty seventy eighty ninety hundred thousand eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf "
    "een twee drie vijf zes zeven negen tien twaalf un deux trois quatre cinq sept huit neuf dix onze douze "
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce due tre quattro cinque sei sette otto nove dieci undici dodici "
    "um dois quatro sete oito dez doze"
)
_LABEL: Final = r" ?(?:(?:n|no|nr|num|numero|number|numer|nummer|nbr) ?)?"
_DIGITS: Final = r"\d+(?: \d+)*(?!\d|th\b|st\b|nd\b|rd\b)[a-z]{0,2}\b"
_NUMBER: Final = rf"{_LABEL}(?:(?:(?!st|rd|dr|ln|av)[a-z]{{1,2}} ?)?{_DIGITS}|\b[a-z]\b|\b(?:{_NUMBER_WORDS.replace(' ', '|')})\b)"
_NO_STREET: Final = r"(?<!\bam )(?<!\bzum )(?<!\bbeim )"
_BRANCH: Final = r"(?: (?:stn|station|succ|succursale|rpo|postal outlet)\b.*| .*\bcedex\b.*)?"
"""Where the box lies, behind its number: a post office of Canada, the big receivers' of France."""
_LIES_AT: Final = r"(?:(?:stn|station|succ|succursale|rpo) \w+ )?"
_BOX: Final = re.compile(
    "|".join(
        (
            rf"\b{_NO_STREET}(?:{'|'.join(_WORDS)}){_NUMBER}",
            rf"(?:^|\d[a-z]? )(?:{'|'.join(_WORDS)})$",
            rf"^(?:{_AT_THE_START})(?:{_NUMBER}|$)",
            rf"^{_LIES_AT}(?:{_ALONE}|{_LAST}){_LABEL}{_DIGITS}{_BRANCH}$",
            rf"\d.* (?:{_LAST}){_LABEL}{_DIGITS}{_BRANCH}$",
        )
    )
)
_FIRST: Final = re.compile(rf"^(?:{_ON_THE_FIRST_LINE})(?:{_LABEL}{_DIGITS}){_BRANCH}$")
_STREETS: Final = "lane|road|rd|street|st|ave|avenue|way|close|drive|house|farm|mews|court|cottage"
_FREE: Final = re.compile(rf"^freepost(?: (?!.*\b(?:{_STREETS})\b).*)?$")
"""A British licence to be written to: `Freepost RTXX-YYYY-ZZZZ`, `FREEPOST Acme`."""
_ROADSIDE: Final = re.compile(rf"^(?:r ?m ?[bs]|r ?s ?d|c ?m ?a|c ?p ?a){_LABEL}{_DIGITS}$")
"""What Australian mail is left at on the way, where no street stands beside it."""
_FORCES: Final = re.compile(rf"^(?:psc|cmr|omc|unit) \d{{1,5}},? b[o0]?x {_DIGITS}\b")
"""At American forces' post offices abroad."""
_LINES: Final = str.maketrans(";|", ",,")
_SIGNS: Final = re.compile(r"[^\w,]|_")
_PARTED: Final = re.compile(rf"\b(p|pst|p[o0]st(?:al)?)[ ,]*({_OFFICE}(?=[ ,]))?[ ,]*(?=(?:{_OFFICE}[ ,]*)?{_CONTAINER}\b)")
"""A comma within a word of several parts, which parts nothing: `P.O., Box 12`."""


def names_a_po_box(street: str) -> bool:
    """Whether a street and house number are none."""
    lines = [line.strip() for line in _PARTED.sub(_together, _read(street)).split(",")]
    found = any(_BOX.search(line) for line in lines if not _CALLED_SO.match(line)) or _FIRST.search(lines[0]) is not None
    whole = ", ".join(lines)
    return found or any(_FREE.search(line) for line in lines) or any(kind.search(whole) for kind in (_FORCES, _ROADSIDE))


def _together(found: re.Match[str]) -> str:
    return " ".join(filter(None, found.groups())) + " "


def _read(street: str) -> str:
    """In small letters without accents; between its lines there are commas, and a space for any other sign."""
    letters = unicodedata.normalize("NFD", forms.plainly(street).casefold())
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(_SIGNS.sub(" ", bare.translate(_LINES)).split())
