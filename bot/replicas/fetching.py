"""An archive that another Isnad offers by HTTP: fetched as far as it has changed, checked, and followed."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Self

import httpx
import msgspec

from bot.errors import CommandError, StoreError
from bot.replicas.following import follow
from bot.replicas.offers import BLOCK, FILE, INDEX, VERSION, Offer, OfferedFile, checksum
from bot.replicas.routes import ROOT
from bot.web.transport import usual_trust

if TYPE_CHECKING:
    from pathlib import Path

    from bot.configuration.settings import Settings

PATIENCE = 120.0
"""Seconds that the writer may take to make a snapshot of a large archive."""
_LARGEST_OFFER = 1 << 26
_NAME = re.compile(rf"{re.escape(FILE)}|{re.escape(INDEX)}(/\w[\w.-]*){{1,4}}", re.ASCII)


def follow_address(settings: Settings, address: str) -> bool:
    """Make the archive of `settings` what the Isnad at `address` offers; return whether it was not.

    What was fetched before, also by a run that was broken off, is not fetched again. Raises CommandError when it cannot
    be fetched, StoreError when it cannot be written. It blocks.
    """
    if not settings.site.replica_key:
        raise CommandError("ISNAD_REPLICA_KEY is not set; give it the key that the other Isnad has")
    folder = settings.archive.with_name(f"{settings.archive.name}.incoming")
    with _Peer(address, settings.site.replica_key) as peer:
        offer = peer.offer()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for file in offer.files:
                parts = file.name.split("/")
                # A file of a segment that the index has never changes.
                if len(parts) < 3 or not (settings.index / parts[1]).is_dir():
                    _fetch(peer, offer.snapshot, file, folder)
            changed = follow(settings, folder / FILE)
        except OSError as error:
            raise StoreError(str(folder), f"cannot be written: {error.strerror}") from error
    # The segments stand in the index now; the other files are what the next ones are compared with.
    for segment in (folder / INDEX).glob("*/"):
        shutil.rmtree(segment, ignore_errors=True)
    return changed


def _fetch(peer: _Peer, snapshot: str, file: OfferedFile, folder: Path) -> None:
    """Make a file in `folder` what is offered, with no more fetched than what is not there already."""
    place = folder / file.name
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = place.with_name(f"{place.name}.part")
    with part.open("r+b" if part.exists() else "w+b") as written:
        for number, wanted in enumerate(file.blocks):
            if _block(part, number, wanted):
                continue
            block = _block(place, number, wanted) or peer.block(snapshot, file.name, number, wanted)
            written.seek(number * BLOCK)
            written.write(block)
            written.flush()
        written.truncate(file.size)
        os.fsync(written.fileno())
    part.replace(place)


def _block(path: Path, number: int, wanted: str) -> bytes | None:
    """Return a block of a file of ours if it is the one that is wanted."""
    with suppress(FileNotFoundError), path.open("rb") as file:
        file.seek(number * BLOCK)
        block = file.read(BLOCK)
        if block and checksum(block) == wanted:
            return block
    return None


class _Peer:
    """The Isnad that offers its archive; a context manager. Nothing that it says is believed."""

    def __init__(self, address: str, key: str) -> None:
        self._address = address.rstrip("/")
        headers = {"authorization": f"Bearer {key}", "accept-encoding": "identity"}
        self._client = httpx.Client(headers=headers, timeout=PATIENCE, verify=usual_trust())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def offer(self) -> Offer:
        """Return what is offered; raises CommandError when that cannot be found out, or is not of this kind."""
        content = self._got(ROOT, _LARGEST_OFFER)
        try:
            offer = msgspec.json.decode(content, type=Offer)
        except msgspec.MsgspecError as error:
            raise CommandError(f"{self._address} offers no archive of Isnad: {error}") from error
        # A file has as many blocks as its size says.
        files = all(
            _NAME.fullmatch(file.name) and 0 <= file.size <= len(file.blocks) * BLOCK < file.size + BLOCK
            for file in offer.files
        )
        if offer.version != VERSION or not files or not re.fullmatch(r"[0-9a-f]{32}", offer.snapshot):
            raise CommandError(f"{self._address} offers an archive that this version cannot read")
        return offer

    def block(self, snapshot: str, name: str, number: int, wanted: str) -> bytes:
        """Return a block with that checksum; raises CommandError when it cannot be got."""
        block = self._got(f"{ROOT}/{snapshot}/{number}/{name}", BLOCK)
        if checksum(block) != wanted:
            raise CommandError(f"{self._address}: {name} did not arrive as it was offered; try again")
        return block

    def _got(self, path: str, most: int) -> bytes:
        try:
            with self._client.stream("GET", self._address + path) as response:
                self._check(response.status_code)
                content = bytearray()
                for piece in response.iter_raw():
                    content += piece
                    if len(content) > most:
                        raise CommandError(f"{self._address}: says more than was asked")
                return bytes(content)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise CommandError(
                f"{self._address} cannot be reached ({type(error).__name__}); try again"
            ) from error

    def _check(self, status: int) -> None:
        """Raise CommandError for what is no answer."""
        reasons = {
            401: "does not know this key; set ISNAD_REPLICA_KEY to the same there and here",
            404: "offers no archive, or another one by now; set ISNAD_REPLICA_KEY there, and try again",
        }
        if status != 200:
            raise CommandError(f"{self._address} {reasons.get(status, f'answers {status}; try again later')}")
