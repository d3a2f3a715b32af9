"""Telegram's HTML: what it means, and how it is refused."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.botapi.objects.errors import ApiError
from tests.support.botapi.text.markup import parse_html


def shapes(source: str) -> list[tuple[str, int, int]]:
    return [(entity.type, entity.offset, entity.length) for entity in parse_html(source).entities]


def test_tags_become_entities_counted_in_utf16_units() -> None:
    parsed = parse_html("😀 <b>قال</b> &amp; <i>كتب</i>")
    assert parsed.text == "😀 قال & كتب"
    assert [(e.type, e.offset, e.length) for e in parsed.entities] == [("bold", 3, 3), ("italic", 9, 3)]


def test_bold_may_stand_inside_a_folded_quotation() -> None:
    assert shapes("<blockquote expandable>أولاً <b>ثانياً</b></blockquote>") == [
        ("expandable_blockquote", 0, 12),
        ("bold", 6, 6),
    ]


@given(st.text())
def test_whatever_is_escaped_comes_out_as_it_went_in(text: str) -> None:
    assert parse_html(f"<b>{html.escape(text)}</b>").text == text


@given(st.text(alphabet="<>&/b i=\"'غ"))
def test_any_markup_is_either_read_or_refused(source: str) -> None:
    try:
        parsed = parse_html(source)
    except ApiError as error:
        assert error.breach
    else:
        assert "<" not in parsed.text


def test_a_link_keeps_its_unescaped_address() -> None:
    (link,) = parse_html('<a href="https://example.org/?a=1&amp;b=2">رابط</a>').entities
    assert (link.type, link.url) == ("text_link", "https://example.org/?a=1&b=2")


def test_code_with_a_language_inside_pre_is_one_entity() -> None:
    (block,) = parse_html('<pre><code class="language-python">x = 1</code></pre>').entities
    assert (block.type, block.language) == ("pre", "python")


def test_entities_without_text_are_dropped() -> None:
    assert shapes("أ<b></b>ب") == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>قال", 'Can\'t find end tag corresponding to start tag "b"'),
        ("قال</b>", "Unexpected end tag at byte offset 6"),
        ("<b>قال</i>", 'Unmatched end tag at byte offset 9, expected "</b>", found "</i>"'),
        ("أ<div>ب</div>", 'Unsupported start tag "div" at byte offset 2'),
        ("أ<br/>ب", 'Unsupported start tag "br/" at byte offset 2'),
        ("١ < ٢", "Unclosed start tag at byte offset 3"),
        ("١ > ٢", 'Unescaped ">" at byte offset 3'),
        ("أ & ب", 'Unescaped "&" at byte offset 3'),
        ("أ&nbsp;ب", 'Unescaped "&" at byte offset 2'),
        ("<b class='x'>أ</b>", 'Tag "b" has unsupported attributes'),
        ("<blockquote foldable>أ</blockquote>", 'Tag "blockquote" has unsupported attributes'),
        ("<span>أ</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href='/page'>أ</a>", 'Tag "a" must have an absolute URL'),
        ("<a>أ</a>", 'Tag "a" must have an absolute URL'),
        ("<code><b>أ</b></code>", 'Tag "b" can\'t be inside "code"'),
        ("<b><code>أ</code></b>", 'Tag "code" can\'t be inside "b"'),
        (
            "<blockquote>أ<b><blockquote>ب</blockquote></b></blockquote>",
            '"blockquote" can\'t be inside "blockquote"',
        ),
    ],
)
def test_broken_markup_is_refused_with_the_place(source: str, words: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_html(source)
    assert caught.value.breach
    assert caught.value.description.startswith("Bad Request: can't parse entities: ")
    assert words in caught.value.description
