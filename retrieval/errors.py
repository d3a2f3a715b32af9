"""What can go wrong in retrieval, as one tree.

    RetrievalError
    ├── UnreadableSource   a file, line or page that holds no usable article
    └── DamagedIndex       an index file that is torn, foreign or of another version

Every error carries its data (path, line, reason), so that a caller can word it for its own reader.
"""

from __future__ import annotations


class RetrievalError(Exception):
    """Base of everything this package raises on purpose."""


class UnreadableSource(RetrievalError):
    """Nothing usable stands in `path` (at `line`, counted from 1, where the format has lines)."""

    def __init__(self, path: str, reason: str, line: int | None = None) -> None:
        where = path if line is None else f"{path}:{line}"
        super().__init__(f"{where}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason


class DamagedIndex(RetrievalError):
    """The index in `path` cannot be trusted; it is to be built anew."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
