"""ZIP files whose every file has one instant, so that the same content makes the same bytes, and the sums of what is in them."""

from __future__ import annotations

import hashlib
import zipfile
from datetime import datetime
from typing import IO, Final

_EARLIEST: Final = 1980  # a ZIP knows no year before


class DatedZip:
    """A ZIP in the making; everything here blocks and belongs on a thread, one call at a time.

    `sums` has the SHA-256 of every file by its path, in the order in which they ended.
    """

    def __init__(self, file: IO[bytes], at: datetime) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._at = (max(at.year, _EARLIEST), at.month, at.day, at.hour, at.minute, at.second)
        self._open: IO[bytes] | None = None
        self._path = ""
        self._sum = hashlib.sha256()
        self.sums: dict[str, str] = {}

    def begin(self, path: str) -> None:
        entry = zipfile.ZipInfo(path, self._at)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        self._open = self._zip.open(entry, "w", force_zip64=True)
        self._path, self._sum = path, hashlib.sha256()

    def write(self, piece: bytes) -> None:
        assert self._open  # noqa: S101 - for the type checker
        self._open.write(piece)
        self._sum.update(piece)

    def end(self) -> None:
        assert self._open  # noqa: S101 - for the type checker
        self._open.close()
        self._open = None
        self.sums[self._path] = self._sum.hexdigest()

    def add(self, path: str, content: bytes) -> None:
        self.begin(path)
        self.write(content)
        self.end()

    def close(self) -> None:
        """Ends it, with a file that is half written as far as it came."""
        if self._open:
            self._open.close()
        self._zip.close()
