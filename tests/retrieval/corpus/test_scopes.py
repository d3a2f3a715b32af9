from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive import Archive
from retrieval.records import Article, Scope, Verdict
from tests.support.corpora import answering, archives, article, few, questions, word_lists

MAY = datetime.date(2016, 5, 1)
JUNE = datetime.date(2016, 6, 1)
OUTLETS = ("صحيفة النهر", "وكالة الجسر", None)
QUESTION = "متى زار الوزير بغداد؟"
VISIT = article("", "زار الوزير مدينة بغداد في 12 أيلول 2016.")
NEWS = (
    replace(VISIT, id="river", outlet="صحيفة النهر", published=MAY),
    replace(VISIT, id="bridge", outlet="وكالة الجِسر", published=JUNE),
    replace(VISIT, id="unknown"),
)


def found(scope: Scope | None, articles: tuple[Article, ...] = NEWS) -> tuple[str, ...]:
    return Archive.build(articles, word_lists(), answering()).find(QUESTION, scope=scope).ranked


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (None, ("river", "bridge", "unknown")),
        (Scope(), ("river", "bridge", "unknown")),
        (Scope(outlets=("صحيفة النهر",)), ("river",)),
        (Scope(outlets=("صحيفه  النهر ", "وكالة الجسر")), ("river", "bridge")),
        (Scope(first=MAY), ("river", "bridge")),
        (Scope(first=JUNE), ("bridge",)),
        (Scope(last=MAY), ("river",)),
        (Scope(MAY, JUNE), ("river", "bridge")),
        (Scope(last=JUNE, outlets=("وكالة الجسر",)), ("bridge",)),
        (Scope(last=MAY, outlets=("وكالة الجسر",)), ()),
        (Scope(outlets=("صحيفة أخرى",)), ()),
        (Scope(first=datetime.date(2020, 1, 1)), ()),
    ],
)
def test_a_scope_holds_its_outlets_however_they_are_spelt_and_its_days_both_included(
    scope: Scope | None, expected: tuple[str, ...]
) -> None:
    assert sorted(found(scope)) == sorted(expected)


def test_outside_the_scope_nothing_is_found_nor_quoted() -> None:
    outside = Archive.build(NEWS, word_lists(), answering()).find(
        QUESTION, scope=Scope(last=datetime.date(2000, 1, 1))
    )

    assert (outside.verdict, outside.confidence, outside.places) == (Verdict.NOT_FOUND, 0.0, ())


def test_a_narrow_scope_finds_its_best_though_the_archive_holds_hundreds_better() -> None:
    better = [replace(VISIT, id=f"b{number}", outlet="وكالة الجسر") for number in range(250)]
    worse = replace(article("w", "وصل الوزير إلى ميناء البصرة."), outlet="صحيفة النهر")

    assert "w" not in found(None, (*better, worse))
    assert found(Scope(outlets=("صحيفة النهر",)), (*better, worse)) == ("w",)


@given(archives(), st.lists(st.sampled_from(OUTLETS), min_size=4, max_size=4), questions)
@few
def test_all_that_is_found_is_in_scope_and_a_scope_of_everything_changes_nothing(
    articles: tuple[Article, ...], outlets: list[str | None], question: str
) -> None:
    named = tuple(replace(held, outlet=outlet) for held, outlet in zip(articles, outlets, strict=False))
    archive = Archive.build(named, word_lists(), answering())
    scope = Scope(outlets=(OUTLETS[0] or "",))
    every = Scope(outlets=tuple(filter(None, OUTLETS)))

    inside = {held.id for held in named if held.outlet == OUTLETS[0]}
    assert set(archive.find(question, scope=scope).ranked) <= inside
    if all(held.outlet for held in named):
        assert archive.find(question, scope=every) == archive.find(question)
