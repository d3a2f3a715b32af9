"""Pasted texts as articles."""

from __future__ import annotations

import pytest

from bot.loading.read_file import pasted
from retrieval.records import Article, SetAside


def test_the_first_line_is_the_headline_and_the_others_are_the_text() -> None:
    found = pasted("\n  عنوان   الخبر \n\n السطر الأول.\nالسطر  الثاني.\n")
    assert isinstance(found, Article)
    assert (found.title, found.text) == ("عنوان الخبر", "السطر الأول.\nالسطر الثاني.")


def test_the_same_text_makes_the_same_article() -> None:
    first, again, other = map(pasted, ("أ\nب", " أ \n\nب ", "أ\nج"))
    assert first == again
    assert isinstance(first, Article) and isinstance(other, Article) and first.id != other.id


@pytest.mark.parametrize("text", ["", "عنوان وحده", "…\nنص", "عنوان\n…", "\n\n", "\ud800"])
def test_what_lacks_a_headline_or_a_text_is_set_aside(text: str) -> None:
    assert isinstance(pasted(text), SetAside)
