"""What a short text names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.extraction.names import beside, core, is_dateline, is_person, names_outlet, parts
from retrieval.records import Span
from tests.benchmarks.quality.cleaning import boilerplate_lists

BOILERPLATE = boilerplate_lists()


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("سمير حداد", True),
        ("د. سمير بن علي حداد", True),
        ("محمد علي", True),
        ("علي حسن", True),
        ("محمد على الجسر", False),
        ("سمير", False),
        ("سمير حداد في بيروت", False),
        ("سمير حداد 2012", False),
        ("الجسر القديم", False),
        ("", False),
    ],
)
def test_a_person_s_name_opens_with_a_given_name(text: str, person: bool) -> None:
    assert is_person(text, BOILERPLATE) is person


def test_titles_and_words_that_link_names_are_not_counted() -> None:
    assert core("الدكتور سعد بن علي أبو النور") == ["سعد", "علي", "النور"]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("بوابة الحصاد", True),
        ("الميدان نيوز", True),
        ("بوابة", False),
        ("بوابة المدرسة التي أغلقت أمس", False),
    ],
)
def test_an_outlet_s_name_begins_or_ends_with_a_word_such_names_are_made_of(text: str, outlet: bool) -> None:
    assert names_outlet(text, BOILERPLATE) is outlet


def test_a_dateline_gives_a_city_alone_or_beside_another_short_name() -> None:
    assert is_dateline("الميدان نيوز - بيروت", BOILERPLATE)
    assert is_dateline("بيروت", BOILERPLATE)
    assert not is_dateline("افتتاح معرض الزهور السنوي - بيروت", BOILERPLATE)


def test_a_line_is_cut_at_its_strokes_and_colons() -> None:
    assert parts("كتب:  سمير  حداد | بيروت - (خاص)") == ["كتب", "سمير حداد", "بيروت", "خاص"]


@given(st.text(max_size=20), st.lists(st.integers(0, 20), max_size=6).map(sorted))
def test_what_stands_beside_spans_is_the_rest_in_order(text: str, edges: list[int]) -> None:
    inside = [min(edge, len(text)) for edge in edges]
    spans = [Span(*pair) for pair in zip(inside[::2], inside[1::2], strict=False)]
    within = [text[start:end] for start, end in spans]
    pieces = beside(text, spans)
    assert "".join(piece + held for piece, held in zip(pieces, [*within, ""], strict=True)) == text
