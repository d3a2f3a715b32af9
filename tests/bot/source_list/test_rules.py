"""What the list of sources asks of articles."""

from __future__ import annotations

import pytest

from bot.source_list.rules import ANY, SourceRules
from retrieval.records import Article

SITE = "https://news.example"


def article(path: str = "/a", section: str | None = None) -> Article:
    return Article("1", "عنوان", "نص", outlet="الميناء", url=SITE + path, section=section)


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/sport/1", False),
        ("/sport", False),
        ("/Sport/1", False),
        ("/sports/1", True),
        ("/", True),
        ("/%D8%B1%D9%8A%D8%A7%D8%B6%D8%A9/1", False),
    ],
)
def test_what_a_path_leaves_out_is_not_even_looked_at(path: str, wanted: bool) -> None:
    terms = SourceRules(leave=("/sport", "/رياضة/"))
    assert terms.may_want(SITE + path) is terms.wants(article(path)) is wanted


def test_sections_are_told_by_their_names_in_any_spelling() -> None:
    terms = SourceRules(take=("سياسة", "/economy"), leave=("إعلانات",))
    assert terms.may_want(f"{SITE}/other")
    wanted = {name: terms.wants(article(section=name)) for name in ("سياسه", "رياضة", "اعلانات", None)}
    assert wanted == {"سياسه": True, "رياضة": False, "اعلانات": False, None: False}
    assert terms.wants(article("/economy/1", "رياضة"))
    assert not terms.wants(article("/economy/1", "إعلانات"))


def test_paths_alone_tell_before_a_page_is_fetched() -> None:
    terms = SourceRules(take=("/politics",))
    assert terms.may_want(f"{SITE}/politics/1")
    assert not terms.may_want(f"{SITE}/economy/1")
    assert not terms.may_want("https://[broken")


def test_an_outlet_that_is_given_goes_before_what_an_article_says_of_itself() -> None:
    assert SourceRules(outlet="النهر").cited(article()).outlet == "النهر"
    assert ANY.cited(article()) == article()


def test_other_terms_make_another_reading_of_the_same_file() -> None:
    marks = {
        terms.marked(b"recipe")
        for terms in (ANY, SourceRules("النهر"), SourceRules(take=("/a",)), SourceRules(leave=("/a",)))
    }
    assert len(marks) == 4 and ANY.marked(b"recipe") == b"recipe"
