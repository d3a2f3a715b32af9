"""Where an archive's engine is: addresses from the settings, credentials from the environment alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """The nodes of an OpenSearch cluster, `ca` the file of the authority that their certificates are of.

    `alias` is what the archive is called there; empty addresses mean an archive on this machine. User and password, or
    an API key, are only taken from the environment.
    """

    url: tuple[str, ...] = ()
    alias: str = "isnad"
    ca: str = ""
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    key: str = field(default="", repr=False)

    @property
    def urls(self) -> tuple[str, ...]:
        """Return the addresses of the nodes."""
        return self.url


def from_environment(told: EngineSettings, environ: Mapping[str, str]) -> EngineSettings:
    """Return what the file says, with addresses of the environment before it and credentials of the environment only."""
    urls = tuple(url.strip() for url in environ.get("ISNAD_ENGINE_URL", "").split(",") if url.strip())
    return replace(
        told,
        url=urls or told.url,
        user=environ.get("ISNAD_ENGINE_USER", ""),
        password=environ.get("ISNAD_ENGINE_PASSWORD", ""),
        key=environ.get("ISNAD_ENGINE_KEY", ""),
    )
