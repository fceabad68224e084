"""What papers bring to the API's enums, every value with its sentence."""

from __future__ import annotations

from typing import Any

from portico.domain.port_ins.documents.document import DOCUMENT
from portico.graphql.engine.actions import action_type
from portico.graphql.engine.enums import actions_of

DocumentAction = actions_of(DOCUMENT, "DocumentAction", "document")
AvailableDocumentAction: Any = action_type("AvailableDocumentAction", DocumentAction, "document")
