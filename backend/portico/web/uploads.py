"""Documents over plain HTTP: a file is the body of a PUT, and comes back as an attachment that no browser runs."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import AsyncIterator, Sequence
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

from starlette.datastructures import QueryParams
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from portico.domain import ids
from portico.domain.actors import Actor
from portico.domain.desk.media_types import EXTENSIONS, MediaType, extension
from portico.domain.formats import Malformed, day, line
from portico.domain.refusals import FieldProblem, InvalidInput, NotFound, Thing
from portico.domain.sentences import Said, Sentence
from portico.domain.statuses import DocumentKind
from portico.operations.desk.papers import receiving
from portico.operations.desk.papers.receiving import DocumentTooLarge
from portico.operations.engine.work import Work
from portico.operations.port_ins import documents
from portico.operations.port_ins.documents import Upload
from portico.operations.port_outs import port_out_papers
from portico.operations.port_outs.port_out_papers import PortOutUpload
from portico.web.problems import Unacceptable
from portico.web.requests import CUT, actor_of, work_of

_NO_ID: Final = Sentence("upload.request_id", "This is no id of a porting request.")
_NO_PORT_OUT: Final = Sentence("upload.port_out_request_id", "This is no id of a port-out request.")
_YES_OR_NO: Final = Sentence("upload.from_carrier", "Write true or false.")
_NO_ACCOUNT: Final = Sentence("upload.account_id", "This is no id of an account.")
_KIND: Final = Sentence("upload.kind", "Name a kind of document: {kinds}.")
_DATE: Final = Sentence("upload.date", "Write the date as 2026-01-31.")
_SIGNER: Final = Sentence("upload.signer", "Write the name as people read it, in at most {most} characters.")

_BOOLEANS: Final = {"true": True, "false": False}
RECEIVED_WITHIN_SECONDS: Final = 600.0
NAME_LENGTH: Final = 200
FORM_BODY: Final = "multipart/form-data"  # (curl calls every body urlencoded: that is let pass, the content decides)
_NO_FORM: Final = Sentence("upload.no_form", "Send the file itself as the body, not a form.")
_SLOW: Final = Sentence("upload.slow", "The file came in too slowly.")


async def upload(request: Request) -> Response:
    """`PUT /documents?requestId=preq_…&kind=LOA&name=loa.pdf[&issueDate][&signer][&signedAt]`, the file as body → 201 `{document}`.

    Without `requestId` it waits for the request that will name it, in the sender's account; staff name one with `accountId`.
    For a port-out `portOutRequestId=porq_…` stands in its place; staff say with `fromCarrier=true` that it came from the gaining carrier.
    """
    actor, work = await actor_of(request), work_of(request)
    said = _said(request.query_params)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() == FORM_BODY:
        raise Unacceptable(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, _NO_FORM.said())
    if _announced(request) > work.settings.upload_limit:
        raise DocumentTooLarge(work.settings.upload_limit)
    try:
        async with asyncio.timeout(RECEIVED_WITHIN_SECONDS):
            kept = await _kept(work, actor, said, request.stream())
    except TimeoutError:
        raise Unacceptable(HTTPStatus.REQUEST_TIMEOUT, _SLOW.said()) from None
    except ClientDisconnect:
        raise Unacceptable(HTTPStatus.BAD_REQUEST, CUT.said()) from None
    until = {"keptUntil": kept.kept_until.isoformat()} if kept.kept_until else {}
    answer = {"document": {"id": ids.spelled("document", kept.id), "status": kept.status.value, **until}}
    return JSONResponse(answer, status_code=HTTPStatus.CREATED, headers={"cache-control": "no-store"})


async def download(request: Request) -> Response:
    """The file as it was sent, always as an attachment."""
    actor = await actor_of(request)
    try:
        document_id = ids.read("document", request.path_params["id"])
    except ValueError:
        raise NotFound(Thing.DOCUMENT) from None
    row, content = await receiving.open_document(work_of(request), actor, document_id)
    headers = {
        "content-length": str(row["size"]),
        "content-disposition": _attachment(row["file_name"], row["media_type"]),
        "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
    }
    return StreamingResponse(content, media_type=row["media_type"], headers=headers)


async def _kept(work: Work, actor: Actor, said: Upload | PortOutUpload, content: AsyncIterator[bytes]) -> documents.Uploaded:
    """What is of a port-out is handed in there; it waits for nothing."""
    if isinstance(said, Upload):
        return await documents.upload(work, actor, said, content)
    row = await port_out_papers.hand_in_paper(work, actor, said, content)
    return documents.Uploaded(row["id"], row["status"])


def _announced(request: Request) -> int:
    length = request.headers.get("content-length", "")
    return int(length[:20]) if length.isdecimal() else 0


def _said(query: QueryParams) -> Upload | PortOutUpload:
    problems: list[FieldProblem] = []
    request_id = _read(query, "requestId", lambda text: ids.read("porting_request", text), _NO_ID.said(), problems, required=False)
    account_id = _read(query, "accountId", lambda text: ids.read("account", text), _NO_ACCOUNT.said(), problems, required=False)
    port_out_id = _read(
        query, "portOutRequestId", lambda text: ids.read("port_out_request", text), _NO_PORT_OUT.said(), problems, required=False
    )
    from_carrier = _read(query, "fromCarrier", _BOOLEANS.__getitem__, _YES_OR_NO.said(), problems, required=False)
    kind = _read(query, "kind", DocumentKind, _KIND.said(kinds=", ".join(DocumentKind)), problems)
    issue_date = _read(query, "issueDate", day, _DATE.said(), problems, required=False)
    signed_at = _read(query, "signedAt", day, _DATE.said(), problems, required=False)
    signer = _read(query, "signer", line(NAME_LENGTH), _SIGNER.said(most=NAME_LENGTH), problems, required=False)
    if problems or not isinstance(kind, DocumentKind):
        raise InvalidInput(*problems)
    name = clean_name(query.get("name", ""))
    if port_out_id:
        return PortOutUpload(port_out_id, kind, name, issue_date, signer, signed_at, bool(from_carrier))
    return Upload(request_id, kind, name, issue_date, signer, signed_at, account_id)


def _read(query: QueryParams, name: str, read: Any, said: Said, problems: list[FieldProblem], *, required: bool = True) -> Any:
    text = query.get(name, "")
    if not text and not required:
        return None
    try:
        return read(text)
    except (KeyError, ValueError, Malformed):
        problems.append(FieldProblem(name, "MALFORMED" if text else "REQUIRED", said))
        return None


def clean_name(name: str) -> str:
    """The last part of a path, without what cannot be seen or turns text around; long names keep their end."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    visible = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip()
    return "" if not visible.strip(".") else visible[-NAME_LENGTH:]


def _attachment(file_name: str, media_type: str) -> str:
    """The name in both spellings (RFC 6266), with the ending of what the file is."""
    if extension(file_name) not in {ending for ending, kind in EXTENSIONS.items() if kind == media_type}:
        file_name = f"{file_name}.{MediaType(media_type).name.lower()}"
    plain = "".join(letter if letter.isascii() and letter not in '"\\%' else "_" for letter in file_name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name, safe='')}"


ROUTES: Final[Sequence[BaseRoute]] = (
    Route("/documents", upload, methods=["PUT"]),
    Route("/documents/{id}", download, methods=["GET"]),
)
