"""What is published to an engine, as whoever writes it there asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Mapping

    from retrieval.archive import Archive
    from retrieval.records import Article


class Changes(Protocol):
    """What came to an archive and went from it since another state; `len` counts both."""

    @property
    def went(self) -> frozenset[str]: ...  # noqa: D102

    def __len__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class VersionEntry:
    """What lists say of a version of an article: its number, and that of its group of near duplicates."""

    number: int
    group: int
    title: str
    outlet: str | None
    section: str | None
    url: str | None


class Published(Protocol):
    """One generation of an archive with its index; its methods block, and are not for the event loop's thread."""

    @property
    def archive(self) -> Archive: ...  # noqa: D102

    @property
    def generation(self) -> int: ...  # noqa: D102

    def since(self, fingerprint: str) -> Changes | None:
        """Return what came and went since another state of the same archive; None where that was none of it."""

    def came(self, fingerprint: str) -> Generator[Article]:
        """Yield the articles that came since another state."""

    def all(self) -> Generator[Article]:
        """Yield all articles."""

    def is_ours(self, alias: str, fingerprint: str) -> bool:
        """Return whether it was this store that published that state under the alias."""

    def note(self, alias: str) -> None:
        """Remember that this generation was published under the alias."""

    def entries(self, ids: Collection[str]) -> Mapping[str, VersionEntry]:
        """Return what lists say of the articles among `ids`, by id."""
