"""What a process that Portico starts of itself finds around it: where its code lies, and nothing of what is configured."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import portico

KEPT_VARIABLES: Final = ("LD_LIBRARY_PATH", "PYTHONHOME")


def environment() -> Mapping[str, str]:
    """Its whole environment: what Python needs to start, and no setting or secret of ours."""
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    return {**kept, "PYTHONPATH": str(Path(portico.__file__).parents[1]), "PYTHONDONTWRITEBYTECODE": "1"}
