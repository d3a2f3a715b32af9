from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.arabic.text import sentences, words
from retrieval.corpus.passages import Piece, pieces, windows
from retrieval.tuning import PassageLimits
from tests.support.corpora import anything, prose, unhurried

texts = st.one_of(anything, prose, st.text())
most = st.integers(1, 60)
limits = st.builds(
    PassageLimits, quote=st.integers(1, 60), passage=st.integers(1, 110), step=st.integers(1, 110)
)


def cut(text: str, most_words: int) -> list[str]:
    return [text[piece.start : piece.end] for piece in pieces(text, most_words)]


@given(texts, most)
@unhurried
def test_pieces_stand_in_order_trimmed_and_never_overlap(text: str, most_words: int) -> None:
    found = pieces(text, most_words)

    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(piece and piece == piece.strip() for piece in cut(text, most_words))


@given(texts, most)
@unhurried
def test_a_piece_counts_its_words_and_has_no_more_than_a_quote_may(text: str, most_words: int) -> None:
    counts = [len(piece.split()) for piece in cut(text, most_words)]

    assert [piece.words for piece in pieces(text, most_words)] == counts
    assert all(0 < count <= most_words for count in counts)


@given(texts, most)
@unhurried
def test_no_word_is_lost_between_pieces_or_cut_by_their_ends(text: str, most_words: int) -> None:
    inside = [piece[start:end] for piece in cut(text, most_words) for start, end in words(piece)]

    assert inside == [text[start:end] for start, end in words(text)]


@given(texts, most)
@unhurried
def test_the_pieces_from_one_that_opens_to_one_that_closes_are_a_sentence(text: str, most_words: int) -> None:
    found = pieces(text, most_words)
    opening = [piece.start for piece in found if piece.opens]
    closing = [piece.end for piece in found if piece.closes]

    assert list(zip(opening, closing, strict=True)) == sentences(text)


@given(texts)
@unhurried
def test_a_sentence_short_enough_is_one_piece(text: str) -> None:
    assert [(piece.start, piece.end) for piece in pieces(text, 10_000)] == sentences(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("جاء الوزير أمس، وقال إن الجسر آمن؛ ثم مضى.", ["جاء الوزير أمس،", "وقال إن الجسر آمن؛", "ثم مضى."]),
        ("جاء الوزير (أمس مساء) وقال إنه آمن.", ["جاء الوزير", "(أمس مساء)", "وقال إنه آمن."]),
        ("جاء الوزير – وقال إن الجسر آمن.", ["جاء الوزير", "– وقال إن الجسر آمن."]),
        ("بلغ السعر 2,5 أو 3,5 مليون.", ["بلغ السعر 2,5 أو 3,5", "مليون."]),
        (
            "البرنامج *29 جويلية : كاظم الساهر *أسعاره 60 دينار *30 جويلية : سعد لمجرد",
            ["البرنامج", "*29 جويلية : كاظم الساهر", "*أسعاره 60 دينار", "*30 جويلية : سعد لمجرد"],
        ),
        ("واحد اثنان ثلاثة أربعة خمسة ستة", ["واحد اثنان ثلاثة أربعة خمسة", "ستة"]),
    ],
)
def test_a_sentence_too_long_is_cut_at_its_clauses_and_those_at_words(text: str, expected: list[str]) -> None:
    assert cut(text, 5) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'تصدر القائمة سهم "امي" للتأمين وزاد السعر كثيرا، ثم تراجع.',
            ['تصدر القائمة سهم "امي" للتأمين وزاد السعر كثيرا،', "ثم تراجع."],
        ),
        (
            "تقدمت شركة «نجم الواحة» على غيرها في السوق، ثم تراجعت.",
            ["تقدمت شركة «نجم الواحة» على غيرها في السوق،", "ثم تراجعت."],
        ),
        (
            "قال الوزير، في كلمة له، إنه راض عنهم، ثم مضى.",
            ["قال الوزير،", "في كلمة له، إنه راض عنهم،", "ثم مضى."],
        ),
    ],
)
def test_a_name_in_quotation_marks_and_what_somebody_said_are_no_clauses_of_their_own(
    text: str, expected: list[str]
) -> None:
    assert cut(text, 9) == expected


@given(texts, limits)
@unhurried
def test_every_piece_stands_in_a_window_and_windows_go_forward(text: str, limits: PassageLimits) -> None:
    parts = pieces(text, limits.quote)
    found = windows(parts, limits)

    assert {place for first, end in found for place in range(first, end)} == set(range(len(parts)))
    assert all(one[0] < other[0] and one[1] <= other[1] for one, other in pairwise(found))
    assert all(0 <= first < end <= len(parts) for first, end in found)


@given(texts, st.integers(1, 60))
@unhurried
def test_windows_end_with_a_sentence_unless_it_is_far_longer_than_a_passage(text: str, passage: int) -> None:
    parts = pieces(text, 10)

    for first, end in windows(parts, PassageLimits(10, passage, passage)):
        size = sum(part.words for part in parts[first:end])
        assert parts[end - 1].closes or size >= 2 * passage


def test_passages_of_a_long_article_overlap_by_half() -> None:
    parts = [Piece(place, place + 1, 10, opens=True, closes=True) for place in range(30)]

    assert windows(parts, PassageLimits(60, 100, 50)) == [(0, 10), (5, 15), (10, 20), (15, 25), (20, 30)]


def test_a_text_without_a_word_has_no_passage() -> None:
    assert pieces("…\n***", 60) == []
    assert windows([], PassageLimits()) == []
