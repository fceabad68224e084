"""Makes the demo's database in the environment's data folder, and drafts with more numbers, a thousand of them in each or fewer.

python -m benchmarks.filling NUMBERS [EACH]
"""

from __future__ import annotations

import asyncio
import sys

from benchmarks.other_trees import module, register
from portico import demo
from portico.domain.actors import Actor
from portico.domain.statuses import Level, Role
from portico.settings import load

NumberType = module("portico.domain.inventory.phone_numbers").NumberType
Work = module("portico.operations.engine.work").Work
CreateRequest = module("portico.operations.port_ins.porting_request_inputs").CreateRequest
create = module("portico.operations.port_ins.porting_requests").create
database = module("portico.storage.engine.database")
KeyRing = module("portico.storage.engine.keyring").KeyRing
accounts = module("portico.storage.people.accounts")

ACCOUNT = "meridian-clinics"
REQUEST = 1000


async def fill(numbers: int, each: int = REQUEST) -> None:
    settings = load(environment="demo")
    register()
    opened = await database.open(settings)
    try:
        await opened.migrate()
        work = Work(opened, settings, KeyRing(settings.secret_keys))
        await demo.seed(work)
        account = await accounts.account_by_slug(work.reader, ACCOUNT)
        assert account
        member = Actor(Role.CUSTOMER, Level.ADMIN, "user", None, "Benchmark", account_id=account["id"])
        for start in range(0, numbers, each):
            asked = [f"+1212{2000000 + place}" for place in range(start, min(start + each, numbers))]
            await create(work, member, CreateRequest(country="US", number_type=NumberType.GEOGRAPHIC, numbers=asked))
    finally:
        await opened.close()


if __name__ == "__main__":
    asyncio.run(fill(*map(int, sys.argv[1:])))
