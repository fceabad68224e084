# The domain's enums are the API's before any type names one.
from portico.graphql.engine import enums  # noqa: F401
from portico.graphql.inventory import enums as inventory_enums  # noqa: F401
from portico.graphql.people import enums as people_enums  # noqa: F401
from portico.graphql.port_ins import enums as port_in_enums  # noqa: F401
