"""What is asked of everybody, word for word; PostGraphile names things after the tables, so it is asked for the same in its own words."""

from __future__ import annotations

from typing import Final

NESTED: Final = """query Nested { portingRequests(first: 50, orderBy: CREATED_DESC) { edges { cursor node {
 id reference status createdAt losingCarrierName numbers(first: 20) { edges { node { id e164 status focAt } } } } }
 pageInfo { hasNextPage endCursor } } }"""
DETAIL: Final = """query Detail($id: ID!) { portingRequest(id: $id) {
 id reference status createdAt losingCarrierName numbers(first: 20) { edges { node { id e164 status focAt } } }
 journal(first: 50) { edges { node { id at event actor { role } reason subjectId } } } } }"""
PLAIN: Final = """query Plain { portingNumbers(first: 100, orderBy: UPDATED_DESC) { edges { node {
 id e164 numberType status statusReason version waitingOn focAt attemptNo updatedAt
 accountId accountName losingCarrierName losingCarrierTimeZone requestId requestReference } } } }"""
CREATE: Final = """mutation Create($input: PortingRequestCreateInput!) { portingRequestCreate(input: $input) { __typename
 ... on PortingRequest { id reference status createdAt losingCarrierName
 numbers(first: 20) { edges { node { id e164 status focAt } } } } } }"""

OPEN: Final = "[PENDING, PORTABLE, IN_PROCESS, ACTION_REQUIRED, FOC_DATE_SET, CANCELLATION_PENDING]"
WITHOUT_ACTIONS: Final = f"{{ portingNumbers(first: 100, filter: {{ statuses: {OPEN} }}) {{ edges {{ node {{ id status }} }} }} }}"
ACTIONS: Final = WITHOUT_ACTIONS.replace("id status", "id status availableActions { action label blockers { code message } }")

GRAPHILE_NESTED: Final = """query Nested { portingRequests: allPortingRequests(first: 50, orderBy: [CREATED_AT_DESC, ROW_ID_DESC]) {
 edges { cursor node {
 id: rowId reference status createdAt losing: carrierByLosingCarrierId { name }
 numbers: portingNumbersByRequestId(first: 20, orderBy: E164_ASC) { edges { node { id: rowId e164 status focAt } } } } }
 pageInfo { hasNextPage endCursor } } }"""
GRAPHILE_DETAIL: Final = """query Detail($id: UUID!) { portingRequest: portingRequestByRowId(rowId: $id) {
 id: rowId reference status createdAt losing: carrierByLosingCarrierId { name }
 numbers: portingNumbersByRequestId(first: 20, orderBy: E164_ASC) { edges { node { id: rowId e164 status focAt } } }
 journal: timeline(first: 50, orderBy: POSITION_DESC) { edges { node { id: rowId at event actorRole reason subjectId } } } } }"""
GRAPHILE_PLAIN: Final = """query Plain { portingNumbers: allPortingNumbers(first: 100, orderBy: [UPDATED_AT_DESC, ROW_ID_DESC]) {
 edges { node {
 id: rowId e164 numberType status statusReason version waitingOn focAt attemptNo updatedAt
 accountId account: accountByAccountId { name } requestId
 request: portingRequestByRequestId { reference losing: carrierByLosingCarrierId { name timeZone } } } } } }"""
GRAPHILE_CREATE: Final = """mutation Create($input: CreateRequestInput!) { createRequest(input: $input) { request: result {
 id: rowId reference status createdAt losing: carrierByLosingCarrierId { name }
 numbers: portingNumbersByRequestId(first: 20, orderBy: E164_ASC) { edges { node { id: rowId e164 status focAt } } } } } }"""
