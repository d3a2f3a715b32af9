from __future__ import annotations

import random
from typing import TYPE_CHECKING

from bot.archive.duplicates import MOST_DUPLICATES, without_repeats
from bot.archive.library import Library
from bot.catalogue.records import DuplicateGroup
from bot.progress import Stage
from retrieval.records import Answer, Article, Quote, Span, Verdict

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from bot.progress import Step

VOCABULARY = (
    "الوزير المدينة الجسر النهر القرية المدرسة الطريق اللجنة التقرير الشركة العمال السوق الميناء السفينة المطر الزراعة"
    " الحقول القمح المصنع الكهرباء المياه الصحة الأطباء المشروع الخطة الميزانية المجلس الأعضاء الجلسة القرار"
)
WORDS = VOCABULARY.split()
QUESTION = "كم كيلومترا طول جسر وادي السنابل الجديد؟"
FACT = "ويبلغ طول جسر وادي السنابل الجديد سبعة كيلومترات بحسب بيان الهيئة."


def report(seed: int, fact: str = FACT) -> list[str]:
    """The sentences of an invented report."""
    chance = random.Random(seed)
    said = [" ".join(chance.choices(WORDS, k=12)) + "." for _ in range(14)]
    return [*said[:4], fact, *said[4:]]


def article(id_: str, sentences: list[str], outlet: str | None) -> Article:
    return Article(id_, f"خبر {id_}", " ".join(sentences), outlet=outlet)


AGENCY = report(1)
REPEATED = [
    article("a", AGENCY, "وكالة الوادي"),
    article("b", AGENCY[:-2], "صحيفة السنابل"),
    article("c", ["نقلت الوكالة أمس خبرا عن المشروع الكبير.", *AGENCY], "موقع الجسر"),
    article("d", [AGENCY[0].replace("الوزير", "المسؤول"), *AGENCY[1:]], "إذاعة النهر"),
]
OTHER = article("e", report(2, "وتزرع القرية القمح والشعير كل عام."), "موقع الجسر")


async def also(library: Library) -> dict[str, tuple[str, ...]]:
    return {quote.article.id: quote.also for quote in (await library.ask(QUESTION)).quotes}


async def test_one_report_of_four_outlets_is_quoted_once_and_the_others_are_named(settings: Settings) -> None:
    async with Library.open(settings) as library:
        await library.add([*REPEATED, OTHER], "feed")
        [(quoted, others)] = (await also(library)).items()
        named = {one.outlet for one in REPEATED if one.id != quoted}
        assert set(others) == named


async def test_an_article_that_comes_later_joins_its_group(settings: Settings) -> None:
    async with Library.open(settings) as library:
        await library.add([REPEATED[0], OTHER], "feed")
        assert await also(library) == {"a": ()}
        await library.add([REPEATED[1]], "feed")
        assert sorted((await also(library)).values()) in ([("وكالة الوادي",)], [("صحيفة السنابل",)])


async def test_who_was_removed_or_says_something_else_by_now_is_named_no_more(settings: Settings) -> None:
    async with Library.open(settings) as library:
        await library.add(REPEATED, "feed")
        await library.remove(["a"])
        await library.add([article("b", report(3, "لا شيء."), "صحيفة السنابل")], "feed")
        [(quoted, others)] = (await also(library)).items()
        assert {quoted, *others} in ({"c", "إذاعة النهر"}, {"d", "موقع الجسر"})
        await library.rollback()
        await library.rollback()
        await library.rollback()


async def test_an_outlet_is_not_named_beside_itself(settings: Settings) -> None:
    async with Library.open(settings) as library:
        await library.add(
            [REPEATED[0], article("again", AGENCY, "وكالة الوادي"), article("x", AGENCY, None)], "feed"
        )
        assert set((await also(library)).values()) == {()}


async def test_what_was_compared_is_not_compared_again(settings: Settings) -> None:
    steps: list[Step] = []
    async with Library.open(settings) as library:
        await library.add(REPEATED, "feed")
    async with Library.open(settings) as library:
        await library.refresh(steps.append)
        assert steps == []
        await library.add([OTHER], "feed", steps.append)
    assert [(step.done, step.total) for step in steps if step.stage is Stage.COMPARING] == [(1, 1)]


async def test_a_form_that_many_fill_in_stays_bounded(settings: Settings) -> None:
    many = [article(f"{number}", AGENCY, f"جهة {number}") for number in range(MOST_DUPLICATES + 10)]
    async with Library.open(settings) as library:
        await library.add(many, "feed")
        rows = await library.database.rows("SELECT count(*) FROM stories GROUP BY story ORDER BY 1")
        assert [row[0] for row in rows] == [10, MOST_DUPLICATES]
        assert all(len(others) == 5 for others in (await also(library)).values())


async def test_the_same_sentences_are_not_quoted_of_another_outlet_again(settings: Settings) -> None:
    """The window of the other outlet's quote begins elsewhere, but it says nothing new."""
    async with Library.open(settings) as library:
        await library.add([*REPEATED, OTHER], "feed")
        answer = await library.ask(QUESTION, 5)
        repeated = [quote.article.id for quote in answer.quotes if quote.article.id != "e"]
        assert len(set(repeated)) == 1


def quoted(of: Article, text: str) -> Quote:
    start = of.text.index(text)
    return Quote(of, start, start + len(text), text, (Span(0, len(text)),), 1.0)


def test_a_report_of_another_outlet_is_quoted_where_its_number_differs() -> None:
    later = article("z", [sentence.replace("سبعة", "تسعة") for sentence in AGENCY], "إذاعة النهر")
    fact = FACT.replace("سبعة", "تسعة")
    known = {
        "a": DuplicateGroup(1, ("إذاعة النهر",)),
        "b": DuplicateGroup(1, ()),
        "z": DuplicateGroup(1, ("وكالة الوادي",)),
    }
    quotes = (quoted(REPEATED[0], FACT), quoted(REPEATED[1], FACT), quoted(later, fact))
    found = without_repeats(Answer("س", Verdict.ANSWERED, 1.0, quotes), known)
    assert [(quote.article.id, quote.also) for quote in found.quotes] == [
        ("a", ("إذاعة النهر",)),
        ("z", ("وكالة الوادي",)),
    ]
