from portico.operations import tables  # noqa: F401 - whatever is imported of this room finds the registry filled
