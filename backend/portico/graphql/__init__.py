from portico.graphql.engine import enums  # noqa: F401 - the domain's enums are the API's before any type names one
