"""What is fuzzed: each target takes any bytes, and raises when something is not as it must be."""

from __future__ import annotations

import datetime
import io
import json
import tempfile
import zipfile
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from telegram.error import NetworkError

from bot.answering.inquiries import interpreter
from bot.configuration import settings as configuration
from bot.errors import SettingsError
from bot.rendering.pages import PagedArticle
from bot.telegram.admin.request import AdminPress
from bot.telegram.context import messages_by_language
from bot.telegram.messages import keyboards, rendering
from bot.telegram.messages.button_action import ButtonAction
from bot.telegram.transport.parsing import polled, update_of
from retrieval.arabic import dates
from retrieval.arabic import text as arabic
from retrieval.arabic.analysis import Analyser
from retrieval.arabic.numerals import numerals
from retrieval.archive import Archive
from retrieval.errors import UnreadableSource
from retrieval.evaluation import gold
from retrieval.extraction.boilerplate import Boilerplate
from retrieval.interpretation.narrowing.filters import Facets
from retrieval.readers import formats
from retrieval.readers.context import ReadContext
from retrieval.readers.documents import glyphs, layout
from retrieval.readers.documents.places import Glyph
from retrieval.readers.feeds import sitemap as sitemaps
from retrieval.readers.html import addresses
from retrieval.readers.text.page import extract
from retrieval.records import Answer, Article, Quote, SetAside, Span, Verdict
from tests.fuzz.grain import Grain
from tests.fuzz.pages import article_page, error_page, init_data
from tests.support.botapi.methods import keyboards as strict
from tests.support.botapi.text import formatting
from tests.support.corpora import ROOT, answering, language, raw_seeds, seeds, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from retrieval.interpretation.interpreter import Interpreter
    from retrieval.readers.formats import Reader

LONGEST_QUESTION = 4096
FACETS = Facets(("ترك برس", "صحيفة الوادي"), datetime.date(2000, 1, 1))
SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://news.example/local/7</loc><lastmod>2024-05-06T07:08:09Z</lastmod></url></urlset>"""

LAYLA = '{"id": 7, "type": "private", "is_bot": false, "first_name": "ليلى"}'
POLLED = f"""{{"ok": true, "result": [
{{"update_id": 5, "message": {{"message_id": 1, "date": 1700000000, "text": "/ask من؟",
"chat": {LAYLA}, "from": {LAYLA}, "entities": [{{"type": "bot_command", "offset": 0, "length": 4}}]}}}},
{{"update_id": 6, "callback_query": {{"id": "8", "from": {LAYLA}, "chat_instance": "9", "data": "more:AAAAAAAAAAAA:1"
}}}}, {{"update_id": 7, "inline_query": {{"id": "9", "from": {LAYLA}, "query": "من؟", "offset": ""}}}}]}}"""


@dataclass(frozen=True, slots=True)
class Target:
    """A function under test and inputs to begin from."""

    run: Callable[[bytes], None]
    seeds: tuple[bytes, ...]


@cache
def _analyser() -> Analyser:
    return Analyser(language())


@cache
def _boilerplate() -> Boilerplate:
    return Boilerplate.from_table(table("boilerplate.toml"))


@cache
def _archive() -> Archive:
    return Archive.build(seeds(), language(), answering())


def fold(data: bytes) -> None:
    """Folded letters know their places; folding twice is folding once."""
    text = data.decode(errors="surrogateescape")
    folded = arabic.fold_text(text)
    assert len(folded.places) == len(folded.text) + 1
    assert all(a <= b for a, b in pairwise(folded.places))
    whole = folded.original(Span(0, len(folded.text)))
    assert 0 <= whole.start <= whole.end <= len(text)
    once = arabic.fold(text)
    assert arabic.fold(once) == once


def tokens(data: bytes) -> None:
    """Words, their analyses and numbers."""
    text = data.decode(errors="surrogateescape")
    spans = list(arabic.words(text))
    _check_order(spans, text)
    forms = _analyser().forms(text, spans)
    assert len(forms) == len(spans)
    numerals([arabic.plain(text[start:end]) for start, end in spans])


def sentences(data: bytes) -> None:
    """Sentences are trimmed slices in order; dates are, too."""
    text = data.decode(errors="surrogateescape")
    spans = arabic.sentences(text)
    _check_order(spans, text)
    for start, end in spans:
        assert text[start:end] == text[start:end].strip()
    _check_order([found.span for found in dates.find(text)], text)


def question(data: bytes) -> None:
    """Any question gets an answer whose quotes are slices."""
    asked = data.decode(errors="surrogateescape")[:LONGEST_QUESTION]
    held = {article.id: article for article in seeds()}
    answer = _archive().answer(_archive().find(asked), held)
    assert 0 <= answer.confidence <= 1
    for quote in answer.quotes:
        assert quote.text == held[quote.article.id].text[quote.start : quote.end]
        assert all(0 <= a < b <= len(quote.text) for a, b in quote.highlights)


def cleaning(data: bytes) -> None:
    """Check that what is kept of a page stands on it, line for line, but for white space where a line was broken."""
    page = data.decode(errors="replace")
    try:
        cleaned = extract(page, _boilerplate())
    except UnreadableSource:
        return
    shown = "".join(page.split())
    assert all("".join(line.split()) in shown for line in cleaned.text.split("\n"))
    _check_order(cleaned.headings, cleaned.text)


def reader(kind: str, data: bytes) -> None:
    """A reader gives articles that can be stored, or says in words why not."""
    module, function = formats.READERS[kind]
    read: Reader = getattr(import_module(f"retrieval.readers.{module}"), function)
    _check_read(lambda: read(data, f"file.{kind}", ReadContext(_boilerplate())))


def part(pack: str, name: str, data: bytes) -> None:
    """So it is when a container is whole and one of its parts holds anything."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(ROOT / "tests/retrieval/readers/fixtures" / pack) as whole,
        zipfile.ZipFile(written, "w") as changed,
    ):
        for known in whole.namelist():
            changed.writestr(known, data if known == name else whole.read(known))
    reader(Path(pack).suffix[1:], written.getvalue())


def page(data: bytes) -> None:
    """Letters anywhere on the pages of a PDF: none is lost between rows and paragraphs."""
    grain = Grain(data)
    pages = []
    for _ in range(1 + grain.number(2)):
        letters = [_glyph(grain) for _ in range(grain.number(120))]
        pages.append(layout.ordered(glyphs.rows(letters)))
    for line in layout.paragraphs(pages):
        assert line.text.strip()


def any_file(data: bytes) -> None:
    """So it is when a file has to say itself what it is."""
    grain = Grain(data)
    name = grain.one_of(
        "a.txt", "a.zip", "a.jsonl.gz", "a.bin", "a", "a.pdf", "a.html", "a.xml", "a.json", "a.docx"
    )
    _check_read(lambda: formats.read(grain.rest(), name, ReadContext(_boilerplate())))


def sitemap(data: bytes) -> None:
    """A sitemap gives addresses, or says why not; an address gives an id."""
    try:
        found = sitemaps.read(data, "sitemap.xml")
    except UnreadableSource as error:
        assert error.reason
        return
    for link in found.pages:
        assert addresses.article_id(link.url)


def conversation(data: bytes) -> None:
    """Check that what is said after something else is understood, with filters that are spans of it."""
    grain = Grain(data)
    said, earlier = grain.wild(), grain.wild()
    meant = _interpreter().understand(said, earlier or None, FACETS)
    for found in meant.filters:
        assert 0 <= found.span.start < found.span.end <= len(meant.question)
    assert (
        isinstance(meant.asked, str)
        and isinstance(meant.widened, str)
        and len(meant.labels) == len(meant.filters)
    )


def admin_press(data: bytes) -> None:
    """An admin's callback data says the same again, or nothing."""
    found = AdminPress.parse(data.decode(errors="surrogateescape"))
    assert found is None or AdminPress.parse(str(found)) == found


def updates(data: bytes) -> None:
    """Whatever stands in the answer to a poll, each update has a number and can be kept; or it is no answer."""
    try:
        said = polled(data)
    except NetworkError:
        return
    for one in said.get("result", ()):
        update = update_of(one)
        assert update is not None
        assert update_of(json.loads(update.to_json())) is not None


def _check_read(read: Callable[[], Iterable[Article | SetAside]]) -> None:
    try:
        found = list(read())
    except UnreadableSource as error:
        assert error.reason
        return
    for item in found:
        if isinstance(item, SetAside):
            assert item.reason
        else:
            _check_article(item)


def press(data: bytes) -> None:
    """Callback data is a press of ours, which says the same again, or nothing."""
    found = ButtonAction.parse(data.decode(errors="surrogateescape"))
    if found:
        assert ButtonAction.parse(str(found)) == found
        assert len(str(found).encode()) <= 64


def settings(data: bytes) -> None:
    """Settings are good, or every problem is told."""
    grain = Grain(data)
    names = ("ISNAD_TELEGRAM_TOKEN", "ISNAD_ADMINS", "ISNAD_BOT_API_URL", "ISNAD_WEBHOOK_URL", "PORT")
    environ = {name: grain.wild() for name in names if grain.number(1)}
    _written().write_bytes(grain.rest())
    try:
        configuration.load(
            _written().parent, environ=environ, serving=grain.one_of(None, "polling", "webhook")
        )
    except SettingsError as error:
        assert error.problems and all(problem.remedy for problem in error.problems)


def messages(data: bytes) -> None:
    """Whatever an article holds, Telegram takes the message, its buttons and its page."""
    grain = Grain(data)
    voice = messages_by_language(_shipped())[grain.one_of("ar", "en")]
    found = [_quote(grain) for _ in range(1 + grain.number(5))]
    answer = Answer(grain.wild(), Verdict.ANSWERED, grain.number(1000) / 1000, tuple(found))
    assert formatting.message(rendering.answer(answer, voice), "HTML", ()).text
    assert strict.read(keyboards.answer("x" * 12, found, voice).to_json())
    opened = PagedArticle.at(found[0], 1400)
    assert formatting.message(rendering.page(opened, voice), "HTML", ()).text


def gold_files(data: bytes) -> None:
    """A file of questions is read, or the line that is wrong is told."""
    try:
        gold.read(data, "questions.jsonl", ())
    except UnreadableSource as error:
        assert error.reason


def _quote(grain: Grain) -> Quote:
    text = grain.text() or "نص"
    article = Article("a", grain.text(), text, grain.name(), grain.name(), grain.day(), grain.name())
    start = grain.number(len(text) - 1)
    end = start + 1 + grain.number(len(text) - start - 1)
    edges = sorted(grain.number(end - start) for _ in range(2 * grain.number(9)))
    spans = tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True))
    return Quote(article, start, end, text[start:end], spans, 1.0)


def _glyph(grain: Grain) -> Glyph:
    left, start = float(grain.number(600)), float(grain.number(600))
    letter = grain.one_of(*"ابتلمن لا(«.،:5a", "\u0640", "\ufefb", "\u064e", "\u202e")
    return Glyph(
        letter, left, left + grain.number(12), start, float(grain.number(800)), float(1 + grain.number(30))
    )


def _check_order(spans: Iterable[Span], text: str) -> None:
    before = 0
    for start, end in spans:
        assert before <= start < end <= len(text)
        before = end


def _check_article(article: Article) -> None:
    assert article.id.strip() and article.text.strip()
    for field in (article.id, article.title, article.text, article.outlet, article.author, article.url):
        (field or "").encode()
    _check_order(article.headings, article.text)


@cache
def _interpreter() -> Interpreter:
    return interpreter(_shipped(), configuration.language(_shipped()))


@cache
def _shipped() -> configuration.Settings:
    return configuration.load(environ={})


@cache
def _written() -> Path:
    return Path(tempfile.mkdtemp(prefix="isnad-fuzz-")) / configuration.FILE


def _pages() -> tuple[bytes, ...]:
    return (*raw_seeds().values(), *(page.read_bytes() for page in (ROOT / "tests/gold/pages").glob("*.txt")))


def _texts() -> tuple[bytes, ...]:
    return tuple(page[:2000] for page in _pages())


def _part(pack: str, name: str) -> Target:
    with zipfile.ZipFile(ROOT / "tests/retrieval/readers/fixtures" / pack) as whole:
        return Target(partial(part, pack, name), (whole.read(name),))


def _lines() -> tuple[bytes, ...]:
    line = {
        "id": "a1",
        "title": "خبر",
        "text": "افتتح الوزير الجسر.",
        "published": "2024-05-06",
        "url": "https://a.b/c",
    }
    return tuple(json.dumps(line, ensure_ascii=escaped).encode() + b"\n" for escaped in (True, False))


def _examples(kind: str) -> tuple[bytes, ...]:
    """Files of a kind to begin from."""
    if kind in MADE:
        return MADE[kind]()
    wanted = FIXTURES.get(kind, f"*.{kind}")
    return tuple(
        file.read_bytes() for file in sorted((ROOT / "tests/retrieval/readers/fixtures").glob(wanted))
    )


MADE: dict[str, Callable[[], tuple[bytes, ...]]] = {"txt": _pages, "md": _texts, "jsonl": _lines}
FIXTURES = {
    "wxr": "export.xml",
    "feed": "export.xml",
    "posts": "posts.json",
    "telegram": "result.json",
    "mhtml": "saved.html",
}


PARTS = {
    "docx.text": ("bridge.docx", "word/document.xml"),
    "docx.styles": ("bridge.docx", "word/styles.xml"),
    "docx.facts": ("bridge.docx", "docProps/core.xml"),
    "xlsx.sheet": ("table.xlsx", "xl/worksheets/sheet1.xml"),
    "xlsx.strings": ("table.xlsx", "xl/sharedStrings.xml"),
    "epub.package": ("bridge.epub", "OEBPS/content.opf"),
    "epub.section": ("bridge.epub", "OEBPS/sections/section0001.xhtml"),
}


def targets() -> dict[str, Target]:
    """Every target by name, one for each kind of file that can be read."""
    named = {
        "fold": Target(fold, _texts()),
        "tokens": Target(tokens, _texts()),
        "sentences": Target(sentences, _texts()),
        "question": Target(
            question, ("ما الاسم الجديد لجبهة النصرة؟".encode(), "كم عاصمة أوروبية؟".encode())
        ),
        "cleaning": Target(cleaning, _pages()),
        "press": Target(press, (b"open:AAAAAAAAAAAA:1:0", b"more:x_y-z123:4", b"speak:ar:0:0")),
        "settings": Target(settings, ((ROOT / "config" / configuration.FILE).read_bytes(),)),
        "messages": Target(messages, _texts()),
        "any_file": Target(any_file, tuple(file for kind in formats.READERS for file in _examples(kind)[:1])),
        "pdf.page": Target(page, _texts()),
        "sitemap": Target(sitemap, (SITEMAP,)),
        "conversation": Target(conversation, _texts()),
        "updates": Target(updates, (POLLED.encode(),)),
        "admin_press": Target(admin_press, (b"admin:remove:bridge:0", b"admin:rollback::1")),
        "gold": Target(gold_files, ('{"question": "من؟", "answers": ["هو"], "article": "a"}'.encode(),)),
        "pages.article": Target(article_page, _texts()),
        "pages.error": Target(error_page, _texts()),
        "pages.init_data": Target(init_data, (b"auth_date=1&user=%7B%22id%22%3A7%7D&hash=00",)),
    }
    read = {
        f"reader.{kind}": Target(partial(reader, kind), _examples(kind) or _texts())
        for kind in formats.READERS
    }
    parts = {name: _part(pack, inside) for name, (pack, inside) in PARTS.items()}
    return named | read | parts
