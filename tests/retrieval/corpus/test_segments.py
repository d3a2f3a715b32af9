from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive import Archive, Findings
from retrieval.records import Article, Scope
from tests.support.corpora import answering, anything, archives, article, few, prose, questions, word_lists

QUESTION = "متى زار الوزير بغداد؟"
VISIT = article("visit", "زار الوزير مدينة بغداد في 12 أيلول 2016.")
RAIN = article("rain", "هطل المطر على حلب صباح الاثنين.")
texts = st.one_of(prose, anything)


def build(*articles: Article) -> Archive:
    return Archive.build(articles, word_lists(), answering())


def in_words(findings: Findings) -> list[object]:
    """Return what was found in words that do not depend on how an archive numbers its articles."""
    return [
        findings.verdict,
        findings.ranked,
        findings.articles,
        [(place.span, place.highlights) for place in findings.places],
    ]


def same(one: Findings, other: Findings) -> bool:
    scores = [[findings.confidence, *(place.score for place in findings.places)] for findings in (one, other)]
    return all(math.isclose(left, right, rel_tol=1e-9) for left, right in zip(*scores, strict=True))


@given(archives(texts), st.lists(archives(texts, most=3), max_size=3), questions, st.data())
@few
def test_a_changed_archive_finds_what_one_built_of_its_articles_finds(
    first: tuple[Article, ...], later: list[tuple[Article, ...]], question: str, data: st.DataObject
) -> None:
    archive, standing = build(*first), {held.id: held for held in first}
    for number, came in enumerate(later):
        gone = data.draw(st.sets(st.sampled_from(sorted(standing)))) if standing else set[str]()
        # Some of those that come are new versions of those that go.
        named = [replace(held, id=f"{number}-{held.id}") for held in came]
        named += [replace(held, id=id_) for held, id_ in zip(came, sorted(gone), strict=False)][:1]
        archive = archive.changed(named, gone, str(number))
        if data.draw(st.booleans()):
            with TemporaryDirectory() as folder:
                archive.save(Path(folder))
                archive = Archive.open(Path(folder), word_lists(), answering())
        standing = {id_: held for id_, held in standing.items() if id_ not in gone}
        standing |= {held.id: held for held in named}

    one, other = archive.find(question), build(*standing.values()).find(question)

    assert in_words(one) == in_words(other)
    assert same(one, other)
    assert len(archive) == len(standing)


def test_an_article_that_came_is_found_and_the_archive_before_stays_as_it_was() -> None:
    before = build(RAIN)
    after = before.changed([VISIT], [], "two")

    assert after.find(QUESTION).articles == ("visit",)
    assert (len(after), after.fingerprint, after.changes) == (2, "two", 1)
    assert before.find(QUESTION).articles == ()
    assert (len(before), before.changes) == (1, 0)


def test_an_article_that_went_is_neither_quoted_nor_ranked_wherever_it_stood() -> None:
    built = build(VISIT, RAIN).changed([replace(VISIT, id="later")], [], "three")
    without = built.changed([], ["visit", "later"], "one")

    assert set(built.find(QUESTION).ranked) == {"visit", "later"}
    assert without.find(QUESTION).ranked == ()
    assert (len(without), without.changes) == (1, 3)


def test_a_new_version_takes_the_place_of_the_old_one() -> None:
    newer = replace(VISIT, text="زار الوزير مدينة حلب في 13 أيلول 2016.")
    archive = build(VISIT, RAIN).changed([newer], ["visit"], "newer")
    found = archive.find("متى زار الوزير حلب؟")

    assert archive.answer(found, {"visit": newer, "rain": RAIN}).quotes[0].text == newer.text
    assert len(archive) == 2


def test_two_changes_of_the_same_archive_know_nothing_of_each_other() -> None:
    built = build(RAIN)
    one, other = built.changed([VISIT], [], "one"), built.changed([replace(VISIT, id="other")], [], "other")

    assert one.find(QUESTION).articles == ("visit",)
    assert other.find(QUESTION).articles == ("other",)


def test_a_scope_holds_for_what_came_as_for_what_was_there() -> None:
    river, bridge = (replace(VISIT, id=name, outlet=name) for name in ("النهر", "الجسر"))
    archive = build(river, RAIN).changed([bridge], [], "more")

    assert archive.find(QUESTION, scope=Scope(outlets=("الجسر",))).ranked == ("الجسر",)
    assert archive.find(QUESTION, scope=Scope(outlets=("النهر",))).ranked == ("النهر",)


def test_an_archive_of_nothing_can_be_added_to_and_emptied() -> None:
    filled = build().changed([VISIT], [], "one")

    assert filled.find(QUESTION).articles == ("visit",)
    assert filled.changed([], ["visit"], "none").find(QUESTION).ranked == ()


def test_a_changed_archive_is_saved_with_its_changes(tmp_path: Path) -> None:
    build(RAIN, replace(RAIN, id="more"), replace(RAIN, id="most")).save(tmp_path)
    before = Archive.open(tmp_path, word_lists(), answering())
    before.changed([VISIT], ["more"], "two").save(tmp_path)
    opened = Archive.open(tmp_path, word_lists(), answering(), before)

    assert opened.find(QUESTION).articles == ("visit",)
    assert (len(opened), opened.fingerprint, opened.changes) == (3, "two", 0)
    assert before.find(QUESTION).articles == ()


def test_a_process_that_saves_beside_another_leaves_an_archive_that_can_be_opened(tmp_path: Path) -> None:
    build(*(replace(RAIN, id=f"rain-{number}") for number in range(9))).save(tmp_path)
    one, other = (Archive.open(tmp_path, word_lists(), answering()) for _ in range(2))
    gone = [f"rain-{number}" for number in range(6)]
    one.changed([], gone, "three").save(tmp_path)  # the segment that both have open is written anew
    other.changed([VISIT], [], "ten").save(tmp_path)

    opened = Archive.open(tmp_path, word_lists(), answering())
    assert (len(opened), opened.fingerprint) == (10, "ten")


def test_outlets_are_told_apart_across_what_came_at_different_times() -> None:
    river, bridge = (replace(VISIT, id=name, outlet=name) for name in ("النهر", "الجسر"))
    later = replace(bridge, text="قام الوزير بزيارة مدينة بغداد في 12 أيلول 2016 صباحا.")
    together, one_by_one = build(river, later), build(river).changed([later], [], "more")

    assert in_words(one_by_one.find(QUESTION, 5)) == in_words(together.find(QUESTION, 5))


@pytest.mark.usefixtures("compiled_search")
def test_a_changed_archive_may_be_accelerated() -> None:
    archive = build(RAIN, VISIT).changed([replace(VISIT, id="later")], ["visit"], "two")
    before = archive.find(QUESTION)

    assert archive.accelerate()
    assert archive.find(QUESTION) == before
    assert archive.changed([VISIT], [], "three").find(QUESTION).ranked == ("later", "visit")
