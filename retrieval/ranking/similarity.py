"""How near in meaning the candidates of a question are to it, as far as an encoder has read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from retrieval.arrays import Floats


@dataclass(frozen=True, slots=True)
class Similarity:
    """Cosines to the question: of K passages, of the best sentence in each (K), of P pieces; where they are known.

    What is not known (or was not looked at) is as near as the farthest that is, so that nothing rises for want of
    knowledge. `found` is false, and all are 0, where nothing is known. `typical` is the cosine to the mean of the
    archive's passages, None where too few are known to tell.
    """

    found: bool
    known: NDArray[np.bool_]
    passages: Floats
    sentences: Floats
    pieces: Floats
    typical: float | None = None
