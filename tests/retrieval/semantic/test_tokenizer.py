from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.semantic.tokenizer import Tokenizer


@pytest.fixture(scope="module")
def spellings(weights: Path) -> list[str]:
    from retrieval.semantic.weights import Weights  # noqa: PLC0415

    return [piece.decode() for piece in Weights.open(weights).pieces()]


@pytest.fixture(scope="module")
def tokenizer(weights: Path, prepared: Path) -> Tokenizer:
    from retrieval.semantic.encoder import E5  # noqa: PLC0415

    return E5.open(weights, prepared)._tokenizer


def test_a_word_is_cut_into_its_likeliest_pieces(tokenizer: Tokenizer, spellings: list[str]) -> None:
    cut = [spellings[number] for number in tokenizer.pieces("من كتب هذه الرواية؟")]
    assert cut == ["▁من", "▁كتب", "▁هذه", "▁الرواية", "؟"]


def test_what_no_piece_spells_is_unknown_character_by_character(tokenizer: Tokenizer) -> None:
    assert tokenizer.pieces("\U0001f9ff\U0001f9ff").count(3) == 2


def test_a_text_cannot_name_the_pieces_that_stand_around_texts(tokenizer: Tokenizer) -> None:
    assert {0, 1, 2} & set(tokenizer.pieces("<s> </s> <pad>")) == set()


def test_a_word_without_end_is_cut_short(tokenizer: Tokenizer) -> None:
    assert 0 < len(tokenizer.pieces("ا" * 100_000)) <= 257
