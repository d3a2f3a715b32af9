"""Questions in Latin letters → Arabic ones, before any archive is asked: what to ask, and how to show it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.arabic.text import word_places
from retrieval.arabic.transliteration import unaccented

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from retrieval.arabic.transliteration import Transliteration

    Spelt = Callable[[str], str | None]

_LATIN = re.compile(r"[0-9A-Za-zÀ-ɏ'’-]+")
_ELIDED = re.compile("^(?:l|d|qu)'")  # «l'Algérie»
_SAID, _AND = "قال", "و"
_MOST = 4  # words of a phrase of the tables
_L = "l"
_UNLISTED = 2  # words of a name
_SPELT = 6  # words that are looked for among those of the archive: it takes up to 30 ms each
_WORD = re.compile(r"[a-z0-9'’-]+")


def question(
    text: str,
    transliteration: Transliteration,
    asking: Mapping[str, str],
    spelt: Spelt | None = None,
    *,
    follows: bool = False,
) -> str | None:
    """Return the question in Arabic letters; None where it names nothing that is known, or is not Arabic.

    Other words are `spelt` as the archive has them. One that `follows` another may name nothing by itself.
    """
    said = _parts(text, transliteration, asking)
    names = {part: name for part in said if (name := _found(part.removesuffix("'s"), transliteration.name))}
    known = {part: read for part in said if (read := _known(part, transliteration, asking)) is not None}
    unknown = [part for part in said if part not in names and part not in known]
    arabic = _is_arabizi(text, transliteration) and any(len(part) > 1 for part in (*known, *_digited(said)))
    if unknown and not arabic:
        return _of_unlisted(said, names, known, spelt)
    alone = len(said) == 1 and not unknown and said[0] not in asking  # «football»
    if not (names or alone or (arabic and unknown) or (follows and any(known.values()))):
        return None
    held = {part: _found(part, spelt) for part in unknown[:_SPELT]} if spelt else {}
    sounded = {part: held.get(part) or transliteration.sounded(part) for part in unknown}
    return _ordered([names.get(part) or known.get(part, sounded.get(part, part)) for part in said])


def words_of(text: str) -> list[str]:
    """Return the words of a text in Latin letters and digits, in small letters without accents."""
    return [_ELIDED.sub("", word) for word in _WORD.findall(unaccented(text))]


def named(text: str, transliteration: Transliteration, asking: Mapping[str, str]) -> str:
    """Return the names of a text that nobody can read otherwise, in Arabic letters."""
    said = _parts(text, transliteration, asking)
    return " ".join(dict.fromkeys(name for part in said if (name := transliteration.name(part))))


def _is_arabizi(text: str, transliteration: Transliteration) -> bool:
    """Return whether a text has more words of Arabic than of English or French."""
    said = _WORD.findall(unaccented(text))
    european = sum(word in transliteration.european for word in said)
    arabic = transliteration.phrases.keys() - transliteration.european - transliteration.names
    return european < sum(word in arabic or bool(_digited([word])) for word in said)


def _found(part: str, known: Spelt) -> str | None:
    """Return what a word is as `known` has it, by itself or behind the article of the Maghreb: «l9addafi»."""
    return known(part) or known(part.removeprefix(_L))


def _digited(said: Sequence[str]) -> list[str]:
    """Return the words that have digits for letters: «l5obz»."""
    return [part for part in said if part[-1].isalpha() and any(map(str.isdecimal, part))]


def _of_unlisted(
    said: Sequence[str], names: Mapping[str, str], known: Mapping[str, str], spelt: Spelt | None
) -> str | None:
    """Return an English or French question of a name that is in no list, «who is elon musk»; None for any other."""
    others = [part for part in said if part not in known and part not in names]
    if names or spelt is None or len(others) > _UNLISTED or not any(known.values()):
        return None
    held = {part: spelt(part) for part in others}
    read = [known.get(part, held.get(part)) for part in said]
    return None if None in read else _ordered([part for part in read if part])


def partly(text: str, transliteration: Transliteration, asking: Mapping[str, str]) -> str:
    """Return a text with the words that ask and names in Arabic letters, what nothing knows as it is."""
    said = _parts(text, transliteration, asking)
    known = [transliteration.name(part) or _known(part, transliteration, asking) for part in said]
    if not any(known):
        return transliteration.translated(text)
    return _ordered([part if read is None else read for part, read in zip(said, known, strict=True)])


def _parts(text: str, transliteration: Transliteration, asking: Mapping[str, str]) -> list[str]:
    """Return the words of a text, in small letters, those together that the tables have as one."""
    words = words_of(text)
    phrases, known = transliteration.phrases, transliteration.names | asking.keys()
    parts, place = list[str](), 0
    while place < len(words):
        runs = (" ".join(words[place : place + count]) for count in range(_MOST, 1, -1))
        # What consists of words that ask, «what did», is read word by word.
        told = (
            run for run in runs if run in known or (run in phrases and not asking.keys() >= {*run.split()})
        )
        found = next(told, words[place])
        parts.append(found)
        place += found.count(" ") + 1
    return parts


def _known(part: str, transliteration: Transliteration, asking: Mapping[str, str]) -> str | None:
    """Return what words of the tables are in Arabic, "" for those that add nothing; None for any others."""
    read = asking.get(part)
    return transliteration.phrases.get(part) if read is None else read


def _ordered(read: Sequence[str]) -> str:
    """Return a question of these words, «قال» behind the word that asks, as Arabic has it, and «و» joined."""
    parts = " ".join(part for part in read if part).split()
    parts = [
        f"{_AND}{part}" if before == _AND else part for before, part in pairwise(["", *parts]) if part != _AND
    ]
    rest = [part for part in parts if part != _SAID]
    ordered = [*rest[:1], _SAID, *rest[1:]] if len(rest) < len(parts) else rest
    return f"{' '.join(ordered)}؟"


def is_foreign(text: str, transliteration: Transliteration) -> bool:
    """Return whether a text is in a language of Latin letters, rather than Arabic written in them."""
    said = _WORD.findall(text.lower())
    arabic = transliteration.phrases.keys() - transliteration.european - transliteration.names
    digits = any(word[-1].isalpha() and any(map(str.isdecimal, word)) for word in said)
    return is_latin(text) and not digits and arabic.isdisjoint(said)


def asks_foreign(text: str, transliteration: Transliteration) -> bool:
    """Return whether a text has English or French words that ask or are about news."""
    return is_latin(text) and not transliteration.european.isdisjoint(_WORD.findall(text.lower()))


def is_latin(text: str) -> bool:
    """Return whether all words of a text are in Latin letters and digits, and one has letters."""
    said = [text[start:end] for start, end in word_places(text)]
    return any(word[0].isalpha() for word in said) and all(map(_LATIN.fullmatch, said))
