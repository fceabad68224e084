"""Papers as clients see them."""
