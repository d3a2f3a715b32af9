from __future__ import annotations

from retrieval.arabic.language import folded
from retrieval.dialogue.wording.authors import with_by_apart
from retrieval.query.tokens import tokens

GIVEN, HELD = folded("فادي ليلى محمود"), folded("لجنة لمحمود")


def apart(said: str) -> str:
    return " ".join(token.surface for token in with_by_apart(tokens(said), GIVEN, HELD.__contains__))


def test_by_is_set_apart_from_a_name_behind_articles_and_no_letter_from_what_the_archive_holds() -> None:
    assert apart("عندك مقال لفادي نصار") == "عندك مقال ل فادي نصار"
    assert apart("مقالات لمحمود درويش") == "مقالات ل محمود درويش"
    assert apart("مقالات لبسمة القضماني") == "مقالات ل بسمة القضماني"
    for whole in ("مقالات لجنة الدستور", "مقالات ليلى سويف", "مقال ليبيا", "أخبار لفادي نصار"):
        assert apart(whole) == whole
