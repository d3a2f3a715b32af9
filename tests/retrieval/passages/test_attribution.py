"""Who speaks in a quote is named by the verb of saying there, or in a sentence before it."""

from __future__ import annotations

import pytest

from retrieval.arabic.language import QuestionKind
from retrieval.passages.attribution import speaker, speaks
from retrieval.passages.excerpts import part
from retrieval.records import Article, Span
from tests.support.corpora import word_lists

SAYING = word_lists().cues[QuestionKind.QUOTATION]


@pytest.mark.parametrize(
    ("text", "quoted", "named"),
    [
        (
            "وقال المتحدث باسم البلدية نادر الصافي إن الجسر آمن.",
            "إن الجسر آمن.",
            "المتحدث باسم البلدية نادر الصافي",
        ),
        ("قال نادر الصافي إن الجسر آمن. وأضاف أن ترميمه انتهى.", "وأضاف أن ترميمه انتهى.", "نادر الصافي"),
        ("الجسر آمن، بحسب ما صرح به نادر الصافي.", "الجسر آمن، بحسب ما صرح به نادر الصافي.", "نادر الصافي"),
        ("وكانت صحيفة “الواحة” قد كشفت عن تشقق الجسر.", "قد كشفت عن تشقق الجسر.", "صحيفة “الواحة"),
        ("قال نادر الصافي إنه آمن. وغضبت هدى التي طالبت البلدية بترميمه.", "وغضبت هدى التي", None),
        (
            "وأوضح نادر الصافي لمراسلة إذاعة الواحة أن الجسر آمن.",
            "وأوضح نادر الصافي لمراسلة إذاعة الواحة أن الجسر آمن.",
            "نادر الصافي",
        ),
        ("افتتح الجسر. وطوله مئة متر.", "وطوله مئة متر.", None),
    ],
)
def test_a_speaker_is_named_behind_the_verb_before_it_or_a_sentence_earlier(
    text: str, quoted: str, named: str | None
) -> None:
    article = Article("bridge", "الجسر", text)
    start = text.index(quoted)
    found = speaker(part(article, Span(start, start + len(quoted))), SAYING)
    marked = found and [found.text[begin:end] for begin, end in found.highlights]
    assert marked == (named and [named])


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("وفي مؤتمر صحفي شكك نادر الصافي في أمان الجسر.", "الصافي", True),
        ("وقالوا إن المهندس سامي نقل الرسالة إلى الصافي.", "الصافي", False),
        ("التقى الصافي مديرة المصرف. وقالت هدى إن الجسر آمن.", "نادر الصافي", False),
    ],
)
def test_somebody_speaks_where_a_verb_of_saying_names_them(text: str, name: str, told: bool) -> None:
    assert speaks(part(Article("bridge", "الجسر", text), Span(0, len(text))), name, SAYING) is told
