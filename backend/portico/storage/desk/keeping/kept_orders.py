"""The orders that have papers, comments, holds and evidence: by which column those name theirs, and what an order is read as."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from portico.storage.engine.rows import Table
from portico.storage.models import PortingRequest, PortOutRequest

ORDER_COLUMNS: Final[Mapping[str, str]] = {"porting_request": "request_id", "port_out_request": "port_out_request_id"}
ORDER_MODELS: Final[Mapping[str, Table]] = {"porting_request": PortingRequest, "port_out_request": PortOutRequest}
