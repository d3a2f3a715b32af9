"""What vectors say of the candidates of a question, as plain arrays for ranking, windows and verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrieval.ranking.candidates import Similarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arrays import Floats, Longs
    from retrieval.semantic.vectors import Held
    from retrieval.semantic.weights import Singles


def similarity(
    question: Singles, top: Longs, held: Sequence[Held | None], ranges: Longs, pieces: int
) -> Similarity:
    """Compare the `question` (D) with the vectors `held` of the passages `top` of K.

    `ranges` (K × 2) are the passages' pieces among all (`pieces` many); those of a passage are its sentences. A piece
    that several passages hold is as near as it is in the one where it is nearest.
    """
    known = np.zeros(len(ranges), bool)
    passages, sentences = np.full(len(ranges), np.nan), np.full(len(ranges), np.nan)
    near = np.full(pieces, -np.inf)
    for passage, vectors in zip(top.tolist(), held, strict=True):
        if vectors is not None:
            first, end = ranges[passage]
            cosines = vectors.sentences.astype(np.float32) @ question
            known[passage] = True
            passages[passage] = vectors.passage.astype(np.float32) @ question
            sentences[passage] = cosines.max(initial=-1.0)
            near[first:end] = np.maximum(near[first:end], cosines)
    if not known.any():
        nothing = np.zeros(len(ranges))
        return Similarity(False, known, nothing, nothing, np.zeros(pieces))
    return Similarity(True, known, _filled(passages), _filled(sentences), _filled(near))


def _filled(cosines: Floats) -> Floats:
    """Return the cosines, the least of them in place of those that are not known."""
    seen = np.isfinite(cosines)
    filled: Floats = np.where(seen, cosines, cosines[seen].min())
    return filled
