from __future__ import annotations

import datetime

import pytest

from retrieval.records import Article, Scope

MAY = datetime.date(2016, 5, 20)


@pytest.mark.parametrize(
    ("scope", "held"),
    [
        (Scope(), True),
        (Scope(MAY, MAY), True),
        (Scope(first=MAY + datetime.timedelta(1)), False),
        (Scope(last=MAY - datetime.timedelta(1)), False),
        (Scope(outlets=("النافذة", "الميناء")), True),
        (Scope(MAY, outlets=("الميناء",)), False),
    ],
)
def test_a_scope_holds_what_its_outlets_published_in_its_time(scope: Scope, held: bool) -> None:
    assert scope.holds(Article("one", "خبر", "نص", outlet="النافذة", published=MAY)) is held


def test_an_article_without_a_date_is_in_no_time() -> None:
    assert not Scope(first=MAY).holds(Article("one", "خبر", "نص"))
