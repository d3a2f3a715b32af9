"""Files that people or the bot have sent."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from tests.support.botapi.objects.errors import ApiError, bad_request, breach
from tests.support.botapi.objects.schema import File

DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Contents under a file_id; `path` is what getFile gives out, relative to …/file/botTOKEN/."""

    id: str
    name: str
    mime: str
    data: bytes
    path: str

    @property
    def unique_id(self) -> str:
        """Return the same for every bot, and no use for downloading."""
        return f"u{self.id}"


class Files:
    """All files of one server, by id."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}
        self._numbers = count(1)

    def keep(self, name: str, mime: str, data: bytes) -> StoredFile:
        """Store `data`; raises ApiError (a breach) when it is empty or above 50 MB."""
        if not data:
            raise breach("file must be non-empty")
        if len(data) > UPLOAD_LIMIT:
            raise ApiError(413, "Request Entity Too Large", breach=True)
        return self.receive(name, mime, data)

    def receive(self, name: str, mime: str, data: bytes) -> StoredFile:
        """Store what a person sent, of any size."""
        number = next(self._numbers)
        stored = StoredFile(
            f"file-{number}-{number * 7919:08x}", name, mime, data, f"documents/file_{number}"
        )
        self._files[stored.id] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile:
        """Return the file called `file_id`; raises ApiError (a breach) when there is none."""
        if file_id not in self._files:
            raise breach("wrong file identifier/HTTP URL specified")
        return self._files[file_id]

    def describe(self, file_id: str) -> File:
        """Carry out getFile; raises ApiError above 20 MB."""
        stored = self.by_id(file_id)
        if len(stored.data) > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        return File(
            file_id=stored.id,
            file_unique_id=stored.unique_id,
            file_size=len(stored.data),
            file_path=stored.path,
        )

    def at(self, path: str) -> StoredFile | None:
        """Return the file that is downloaded from `path`, if there is one."""
        return next((stored for stored in self._files.values() if stored.path == path), None)
