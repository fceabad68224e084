# Before any type is made: annotations are read once, and the domain's enums are the API's.
from portico.graphql.engine import annotations, enums  # noqa: F401
from portico.graphql.inventory import enums as inventory_enums  # noqa: F401
from portico.graphql.people import enums as people_enums  # noqa: F401
from portico.graphql.port_ins import enums as port_in_enums  # noqa: F401
