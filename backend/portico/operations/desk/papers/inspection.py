"""What an uploaded file is, as the process says that read it; of a PDF only the code comes back, and its sentence stands here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Final

from portico.domain.actors import Actor
from portico.domain.desk.media_types import MediaType, Unusable, extension
from portico.domain.sentences import Sentence, heard
from portico.operations.desk.papers import document_inspection
from portico.operations.engine.inspectors import Inspectors

PROGRAM: Final = ("-s", "-P", "-m", document_inspection.__name__)
_LOST: Final = Unusable(
    "TOO_COMPLEX",
    Sentence("file.too_complex", "The file is too large inside to be checked. Print it to a new PDF, or scan it, and send that.").said(),
)
_AGAIN: Final = "Print it to a new PDF and send that."
PDF_PROBLEMS: Final[Mapping[str, Sentence]] = {
    "ENCRYPTED": Sentence("pdf.encrypted", "The PDF is protected by a password. Save it without one and send it again."),
    "RUNS_PROGRAMS": Sentence("pdf.runs_programs", f"The PDF contains scripts or starts programs. {_AGAIN}"),
    "REACHES_OUT": Sentence("pdf.reaches_out", f"The PDF opens other files or sends data somewhere. {_AGAIN}"),
    "CARRIES_FILES": Sentence(
        "pdf.carries_files", f"The PDF carries other files inside (only the XML of an electronic invoice may be). {_AGAIN}"
    ),
    "TOO_COMPLEX": Sentence("pdf.too_complex", f"The PDF is too large inside to be checked. {_AGAIN}"),
    "DAMAGED": Sentence("pdf.damaged", "The PDF is damaged or incomplete. Save or scan it again."),
}


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a usable file is, and what its bytes add up to."""

    media_type: MediaType
    sha256: str


async def inspect(inspectors: Inspectors, actor: Actor, file: IO[bytes], file_name: str) -> Inspected | Unusable:
    """What the file is. One whose reader takes too long, wants too much memory or dies cannot be used: TOO_COMPLEX."""
    said = await inspectors.read(actor, file, (*PROGRAM, extension(file_name)))
    if not said:
        return _LOST
    told = json.loads(said)
    if code := told.get("code"):
        return Unusable(code, heard(told["said"]) if "said" in told else PDF_PROBLEMS[code].said())
    return Inspected(MediaType(told["media_type"]), told["sha256"])
