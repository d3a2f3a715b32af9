"""Files that are asked: JSON lines of an id and a question, or a question a line; gzipped or not."""

from __future__ import annotations

import gzip
import zlib

import msgspec

from bot.errors import CommandError
from bot.regular_files import contents

Id = str | int | float | None

_GZIP = b"\x1f\x8b"
_SHOWN = 10
"""Bad lines named in an error; who made a whole file wrongly need not see each."""


class FileQuestion(msgspec.Struct, frozen=True):
    """One line; whatever else it holds is passed over."""

    question: str
    id: Id = None


def read(name: str) -> list[FileQuestion]:
    """Return the questions of a file ("-": stdin); raises CommandError naming every line that holds none.

    Where no line begins as JSON does, each is a question, and its number the id.
    """
    found = [(number, line) for number, line in enumerate(_data(name).split(b"\n"), 1) if line.strip()]
    if not any(line.lstrip().startswith((b"{", b"[")) for _, line in found):
        return [FileQuestion(line.decode(errors="replace").strip(), number) for number, line in found]
    parsed = [_parsed(line, f"{name}:{number}") for number, line in found]
    bad = [problem for problem in parsed if isinstance(problem, str)]
    if bad:
        more = [f"… and {len(bad) - _SHOWN} more"] if len(bad) > _SHOWN else []
        raise CommandError("\n".join([*bad[:_SHOWN], *more]))
    return [question for question in parsed if isinstance(question, FileQuestion)]


def lines(name: str) -> list[str]:
    """Return the lines of a text file ("-": stdin), what is no UTF-8 replaced; raises CommandError as `read`."""
    return _data(name).decode(errors="replace").splitlines()


def _data(name: str) -> bytes:
    data = contents(name)
    try:
        text = gzip.decompress(data) if data.startswith(_GZIP) else data
    except (OSError, EOFError, zlib.error) as error:
        raise CommandError(f"{name}: the gzip file is damaged: {error}; make it anew") from error
    return text.removeprefix(b"\xef\xbb\xbf")


def _parsed(line: bytes, where: str) -> FileQuestion | str:
    try:
        return msgspec.json.decode(line, type=FileQuestion)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return f'{where}: no question in JSON; write a line like {{"id": "1", "question": "…"}}'
