"""Question files for measuring: JSON lines of a question, the articles that answer it, and their words."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import UNSET, UnsetType

from retrieval.arabic.text import fold_text
from retrieval.errors import UnreadableSource

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_GZIP: Final = b"\x1f\x8b"
_REMEDY: Final = 'write a line like {"id": "1", "question": "…", "answers": ["…"], "article": "…"}'
_Name = str | int


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question whose answer is known.

    `answers` are strings one of which a right quote holds; a set that knows only relevant pages has none.
    `articles` are the ids of the relevant articles that the archive holds; where there are none, the archive
    cannot answer, and `foreign` says that the file names some that it lacks. `kind` is the file's own name
    for the type of question, or empty.
    """

    id: str
    question: str
    answers: tuple[str, ...] = ()
    articles: frozenset[str] = frozenset()
    kind: str = ""
    foreign: bool = False


class _Line(msgspec.Struct, frozen=True):
    """What a line may say; whatever else it holds is passed over."""

    question: str
    id: _Name | float | None = None
    answers: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    article: _Name | UnsetType | None = UNSET
    articles: tuple[_Name, ...] | UnsetType = UNSET
    doc: str | UnsetType | None = UNSET
    kind: str | None = None


def read(data: bytes, path: str, held: Collection[str]) -> list[GoldQuestion]:
    """Return the questions of a file, plain or gzipped, for an archive of the articles `held`; ids are distinct.

    The relevant articles are named by `article` (an id), `articles` (ids) or `doc` (how an id begins), null
    or empty where nothing answers; the answers are `answers` or `evidence`. A question without an id is
    called by the number of its line. Raises UnreadableSource at the first line that is no such question.
    """
    found: dict[str, GoldQuestion] = {}
    for number, line in enumerate(_lines(data, path), start=1):
        if not line.strip():
            continue
        try:
            question = _question(msgspec.json.decode(line, type=_Line), number, held)
        except (ValueError, RecursionError) as error:
            raise UnreadableSource(path, f"{error}; {_REMEDY}", number) from error
        if question.id in found:
            raise UnreadableSource(path, f"the id {question.id} stands in an earlier line too", number)
        found[question.id] = question
    if not found:
        raise UnreadableSource(path, "holds no question")
    return list(found.values())


def folded(text: str) -> str:
    """Return `text` folded and with single white space, as gold answers and quotes are compared."""
    return " ".join(fold_text(text).text.split())


def _lines(data: bytes, path: str) -> Iterator[bytes]:
    try:
        plain = gzip.decompress(data) if data.startswith(_GZIP) else data
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableSource(path, f"the gzip file is damaged: {error}; make it anew") from error
    yield from plain.removeprefix(b"\xef\xbb\xbf").split(b"\n")


def _question(line: _Line, number: int, held: Collection[str]) -> GoldQuestion:
    if line.article is UNSET and line.articles is UNSET and line.doc is UNSET:
        raise ValueError("it is not said which article answers (null where none does)")
    listed = [*(line.articles or ()), *([] if line.article in {UNSET, None} else [line.article])]
    named = set(map(str, listed))
    begun = [name for name in held if name.startswith(line.doc)] if line.doc else []
    relevant = frozenset([*(name for name in named if name in held), *begun])
    return GoldQuestion(
        id=str(number if line.id is None else line.id),
        question=line.question,
        answers=tuple(answer for answer in line.answers + line.evidence if folded(answer)),
        articles=relevant,
        kind=line.kind or "",
        foreign=bool(named or line.doc) and not relevant,
    )
