from __future__ import annotations

from typing import Any

import pytest

from retrieval.arabic.language import Language, QuestionKind, Said, Thesaurus
from retrieval.arabic.text import fold, plain
from tests.support.corpora import language, table

TABLE: dict[str, Any] = {
    "stop_words": "في إلى\n الَّتي",
    "own_letters": "وزير فرنس",
    "phrases": ["لو سمحت", "بناء على", "بناءً على النص"],
    "frames": {"before": ["حسب", "كما جاء في", "جاء ب"], "pointing": "هاد هذا", "texts": "مقطع نص"},
    "names": [{"name": "علي", "before": "محمد بن", "after": "باشا"}],
    "questions": {"who": "من مين", "when": "متى"},
    "asked": {"when": "سنة"},
    "cues": {"when": "عام يوم"},
    "spellings": ["أمريكا أميركا", "بوتين بوتن"],
    "aliases": ["داعش = تنظيم الدولة = الدولة الإسلامية"],
    "places": ["الأردن أردني", "حماة"],
    "countries": ["الجزائر جزائري"],
    "telling": {"0": "قال", "25": "مدينة بدأَ"},
    "offices": {"words": "أمير وزير", "attributes": "عاصمة", "feats": "فاز", "facts": "ولد", "kin": "زوجة"},
    "speakers": {
        "anyone": "خبراء",
        "to": "وصف",
        "bodies": "وزارة",
        "men": "أسامة",
        "governments": ["روسيا موسكو"],
    },
}
THESAURUS: dict[str, Any] = {
    "synonyms": ["قال ذكر", "بيت منزل دار"],
    "spoken": ["كميون = شاحنة", "عملية انتحارية + هجوم تفجير"],
    "classes": {"city": {"nouns": "مدينة بلدة", "members": "بغداد الموصل"}},
}


def test_every_word_is_folded_once() -> None:
    read = Language.from_table(TABLE)

    assert read.stop_words == {"في", "الي", "التي"}
    assert read.question_words == {"من": QuestionKind.WHO, "مين": QuestionKind.WHO, "متي": QuestionKind.WHEN}
    assert read.asked_nouns == {"سنه": QuestionKind.WHEN}
    assert read.offices == {"امير", "وزير"}
    assert read.attributes == {"عاصمه"}
    assert read.feats == {"فاز"}
    assert read.facts == {"ولد"}
    assert read.kin == {"زوجه"}
    assert read.cues == {QuestionKind.WHEN: {"عام", "يوم"}}
    assert read.telling == {"قال": 0.0, "مدينة": 0.25, "بدأ": 0.25}
    assert read.spellings == (("امريكا", "اميركا"), ("بوتين", "بوتن"))


def test_what_is_of_a_place_takes_the_usual_endings_and_is_known_by_its_name() -> None:
    places = Language.from_table(TABLE).places

    assert set(places.values()) == {"الاردن", "حماه"}
    assert {"اردن", "اردني", "اردنيه", "اردنيون", "اردنيين", "حماه"} <= places.keys()
    assert "حماهون" not in places


def test_a_name_of_several_words_has_the_others_of_its_line() -> None:
    assert Language.from_table(TABLE).aliases["تنظيم الدوله"] == ("داعش", "الدوله الاسلاميه")


def test_of_two_kinds_with_the_same_word_the_first_has_it() -> None:
    read = Language.from_table(TABLE | {"questions": {"why": "لم", "what": "لم ما"}})

    assert read.question_words == {"لم": QuestionKind.WHY, "ما": QuestionKind.WHAT}


def test_the_longest_phrase_that_stands_at_a_place_is_seen() -> None:
    read = Language.from_table(TABLE)
    said = ["بناء", "علي", "النص", "من", "لو"]

    assert [read.phrase_at(said, place) for place in range(5)] == [3, 0, 0, 0, 0]
    assert read.phrase_at(["بناء", "علي", "طلب"], 0) == 2


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("حسب المقطع", 2),
        ("حسب هاد المقطع", 3),
        ("حسب هالنص", 2),
        ("حسب للنص", 2),
        ("كما جاء في هذا النص", 5),
        ("جاء بالنص", 2),
        ("حسب مقطع", 0),
        ("حسب الطلب", 0),
        ("حسب هاد", 0),
    ],
)
def test_the_parts_of_a_frame_make_a_phrase_with_what_points_to_the_text_or_without(
    said: str, words: int
) -> None:
    read = Language.from_table(TABLE)

    assert read.phrase_at([*map(fold, said.split()), "من"], 0) == words


def test_a_name_has_the_words_that_make_it_one() -> None:
    assert dict(Language.from_table(TABLE).names) == {"علي": (frozenset({"محمد", "بن"}), frozenset({"باشا"}))}


def test_each_noun_of_a_class_has_all_its_members() -> None:
    thesaurus = Thesaurus.from_table(THESAURUS)

    assert thesaurus.members == {"مدينه": {"بغداد", "الموصل"}, "بلده": {"بغداد", "الموصل"}}
    assert thesaurus.synonyms == (("قال", "ذكر"), ("بيت", "منزل", "دار"))


def test_what_readers_say_is_found_by_its_first_word() -> None:
    assert Thesaurus.from_table(THESAURUS).spoken == {
        "كميون": (Said((), ("شاحنة",), instead=True),),
        "عمليه": (Said(("انتحاريه",), ("هجوم", "تفجير"), instead=False),),
    }


def test_what_readers_say_is_listed_with_or_without_the_article() -> None:
    listed = {**THESAURUS, "spoken": ["البونتو = الهدف", "حد السعف = أحد الشعانين"]}
    assert Thesaurus.from_table(listed).spoken == {
        "بونتو": (Said((), ("هدف",), instead=True),),
        "حد": (Said(("سعف",), ("أحد", "شعانين"), instead=True),),
    }


def test_knowing_a_thesaurus_changes_nothing_else() -> None:
    plain, thesaurus = Language.from_table(TABLE), Thesaurus.from_table(THESAURUS)

    assert plain.knowing(thesaurus).thesaurus == thesaurus
    back = plain.knowing(thesaurus).knowing(plain.thesaurus)
    assert all(getattr(back, name) == getattr(plain, name) for name in Language.__slots__)


@pytest.mark.parametrize(
    ("key", "wrong", "said"),
    [
        ("stop_words", ["في"], "stop_words: expected words in one string"),
        ("questions", "من", "questions: expected a table of word lists"),
        ("questions", {"whom": "من"}, "questions.whom: no such kind of question; there are when, where"),
        ("questions", {"who": ["من"]}, "questions.who: expected words in one string"),
        ("asked", None, "asked: expected a table"),
        ("cues", {"date": "عام"}, "cues.date: no such kind"),
        ("telling", "قال", "telling: expected a table of word lists"),
        ("telling", {"100": "قال"}, "telling.100: expected how much a word tells"),
        ("telling", {"half": "قال"}, "telling.half: expected how much a word tells"),
        ("phrases", "لو سمحت", "phrases: expected a list of strings"),
        ("spellings", "أمريكا أميركا", "spellings: expected a list of strings"),
        ("spellings", [["أمريكا"]], "spellings: every group is one string"),
        ("places", "سوريا سوري", "places: expected a list of strings"),
    ],
)
def test_a_wrong_word_list_is_named_with_what_was_expected(key: str, wrong: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Language.from_table(TABLE | {key: wrong})


@pytest.mark.parametrize("key", TABLE)
def test_a_missing_word_list_is_named(key: str) -> None:
    with pytest.raises(ValueError, match=f"^{key}: expected"):
        Language.from_table({name: listed for name, listed in TABLE.items() if name != key})


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"classes": []}, "classes: expected a table of classes"),
        ({"classes": {"city": "بغداد"}}, "classes.city: expected nouns and members"),
        ({"classes": {"city": {"nouns": "مدينة"}}}, "classes.city.members: expected words in one string"),
        ({"synonyms": "قال ذكر"}, "synonyms: expected a list of strings"),
        ({"spoken": "كميون = شاحنة"}, "spoken: expected a list of strings"),
        (
            {"spoken": ["كميون شاحنة"]},
            "spoken: expected what is said, = or [+], and what reports say: كميون شاحنة",
        ),
        ({"spoken": ["= شاحنة"]}, "spoken: expected what is said"),
        ({"spoken": ["كميون ="]}, "spoken: expected what is said"),
    ],
)
def test_a_wrong_thesaurus_is_named_with_what_was_expected(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Thesaurus.from_table(THESAURUS | wrong)


def test_the_lists_that_ship_know_every_kind_of_question() -> None:
    assert set(language().question_words.values()) == set(QuestionKind) - {QuestionKind.QUOTATION}
    assert set(language().cues) == set(QuestionKind) - {QuestionKind.WHAT, QuestionKind.WHETHER}


def test_every_word_of_the_lists_that_ship_is_one_word() -> None:
    groups = (*language().spellings, *language().thesaurus.synonyms)

    assert [
        group for group in groups if len(group) < 2 or "" in group or tuple(map(plain, group)) != group
    ] == []


def test_no_word_of_the_spellings_that_ship_is_read_as_two_names() -> None:
    listed = [word for group in language().spellings for word in set(group)]

    assert sorted({word for word in listed if listed.count(word) > 1}) == []


def test_no_synonym_of_the_thesaurus_that_ships_is_a_stop_word() -> None:
    synonyms = {fold(word) for group in language().thesaurus.synonyms for word in group}

    assert sorted(synonyms & language().stop_words) == []


def test_the_word_lists_that_ship_are_all_read() -> None:
    elsewhere = {"followups", "filters", "periods"}

    assert table("language.toml").keys() - elsewhere == TABLE.keys()
    assert table("thesaurus.toml").keys() == THESAURUS.keys()


def test_no_everyday_word_that_ships_is_said_to_tell_two_things() -> None:
    listed = [fold(word) for words in table("language.toml")["telling"].values() for word in words.split()]  # type: ignore[attr-defined]

    assert sorted({word for word in listed if listed.count(word) > 1}) == []
