from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from retrieval.near_duplicates import BANDS, are_duplicates, bands, recipe, resemblance, shingles
from tests.support.corpora import anything, few

WORDS = [f"كلمة{number}" for number in range(2000)]


def text(seed: int, words: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=words)


def edited(words: list[str], share: float) -> list[str]:
    """The same words, some exchanged."""
    chance = random.Random(7)
    return [chance.choice(WORDS) if chance.random() < share else word for word in words]


def same(one: list[str], other: list[str]) -> bool:
    return are_duplicates(shingles(" ".join(one)), shingles(" ".join(other)))


def test_shingles_are_runs_of_three_words_in_one_spelling() -> None:
    assert shingles("قالَ الوزيرُ: «إنّ المدرسةَ فُتحت»") == {
        "قال الوزير ان",
        "الوزير ان المدرسه",
        "ان المدرسه فتحت",
    }
    assert shingles("كلمتان فقط") == {"كلمتان فقط"}


def test_a_story_stays_one_through_cuts_additions_and_rewordings() -> None:
    story = text(1)
    for other in (story[:200], [*text(2, 60), *story], edited(story, 0.08)):
        assert same(story, other)
        assert set(bands(shingles(" ".join(story)))) & set(bands(shingles(" ".join(other))))


def test_different_stories_are_not_one() -> None:
    story = text(1)
    assert not same(story, text(2))
    assert not same(story, [*story[:80], *text(3, 220)])


def test_short_texts_have_to_be_nearly_alike() -> None:
    form = text(1, 40)
    assert same(form, form)
    assert not same(form, [*form[:32], *text(2, 8)])


@few
@given(anything, anything)
def test_resemblance_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    first, second = shingles(one), shingles(other)
    assert 0 <= resemblance(first, second) == resemblance(second, first) <= 1
    assert resemblance(first, first) == 1


@few
@given(st.frozensets(st.text(), min_size=1))
def test_the_same_shingles_have_the_same_bands(found: frozenset[str]) -> None:
    assert bands(found) == bands(frozenset(found))
    assert len(bands(found)) == BANDS
    assert all(-(2**63) <= band < 2**63 for band in bands(found))


def test_bands_stay_what_they_are_while_the_recipe_does() -> None:
    assert (recipe(), bands(frozenset({"ا ب ت"}))[0]) == ("rensa-2:1:3:20x3", -886984721726425629)
