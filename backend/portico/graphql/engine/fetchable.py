"""What `node` finds by its id: an interface, so that clients fetch anew whatever they hold."""

from __future__ import annotations

import strawberry


@strawberry.interface(name="Node", description="Anything that `node` finds by its id.")
class Fetchable:
    id: strawberry.ID = strawberry.field(description="Opaque id.")
