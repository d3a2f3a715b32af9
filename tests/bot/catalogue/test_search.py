from bot.catalogue.search import search_words, searched


def test_words_are_met_in_any_spelling_of_headline_outlet_and_id() -> None:
    held = searched("إغلاق الجِسر القديم", "وكالة الأنباء", "art-7")
    assert all(word in held for word in search_words("اغلاق الجسر الانباء ART-7"))


def test_nothing_that_a_database_would_not_look_behind_stays() -> None:
    assert "\0" not in searched("عنوان\0آخر", None, "1")
    assert search_words("عنوان\0اخر") == ["عنوان", "اخر"]


def test_a_search_has_eight_words_at_most() -> None:
    assert len(search_words(" ".join("كلمة" for _ in range(20)))) == 8
