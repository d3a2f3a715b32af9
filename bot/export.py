"""The whole archive as JSON lines that load back to the same ids and texts."""

from __future__ import annotations

import gzip
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from bot.errors import CommandError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """The file `name` to write to, "-" for stdout; one whose name ends in .gz is zipped.

    It takes its name when it is whole. Raises CommandError when it cannot be written.
    """
    if name == "-":
        yield sys.stdout.buffer
        return
    target = Path(name)
    aside = target.with_name(f"{target.name}.new")
    try:
        with aside.open("wb") as raw:
            if name.lower().endswith(".gz"):
                # Without a time in it, the same archive gives the same file.
                with gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as zipped:
                    yield cast("BinaryIO", zipped)
            else:
                yield raw
            raw.flush()
            os.fsync(raw.fileno())
        aside.replace(target)
    except OSError as error:
        raise CommandError(f"{name}: cannot be written: {error.strerror or error}") from error
    finally:
        aside.unlink(missing_ok=True)
