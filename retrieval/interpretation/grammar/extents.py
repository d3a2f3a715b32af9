"""How far what was spoken of reaches in a question: from what happened on, and to no word that has to be followed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.text import fold
from retrieval.query.question_words import RELATIVES
from retrieval.query.tokens import is_preposition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.interpretation.grammar.names import KnownNames
    from retrieval.query.tokens import Cues, Token, Utterance

_MOST, _FEW = 7, 2  # words


def happening(question: Utterance, cues: Cues) -> str:
    """Return what a question has from what happened on: «مباراة تونس ومصر في رادس»; empty where nothing did."""
    tokens = question.body
    bare = (clitics.without_article(token.word) for token in tokens)
    first = next((n for n, word in enumerate(bare) if word in cues.happenings), len(tokens))
    return question.slice(cut(tokens[first:], _MOST))


def cut(tokens: Sequence[Token], most: int) -> Sequence[Token]:
    """Return so many words, or few more where they are the last, and none at the end that something has to follow."""
    end = len(tokens) if len(tokens) <= most + _FEW else most
    while end < len(tokens) and clitics.is_definite(tokens[end].word) and not is_preposition(tokens[end - 1]):
        end += 1  # «ميناء حلق | الوادي»
    kept = tokens[:end]
    while kept and (kept[-1].word in RELATIVES or is_preposition(kept[-1])):
        kept = kept[:-1]
    relative = len(kept) > 1 and kept[-2].word in RELATIVES and len(kept) < len(tokens)
    return kept[:-2] if relative else kept  # «الرجل | الذي دعا إلى …»


def ends_in_object(said: Sequence[Token], names: KnownNames) -> bool:
    """Return whether the last of three words is what somebody does something to, not a part of what he is called.

    «شركة تونسية | أزمة», «الطاهر هميلة | جلسة»
    """
    first, beside, last = (token.word for token in said)
    if any(clitics.is_definite(word) or names.knows(word) for word in (beside, last)):
        return False
    if clitics.is_definite(first):
        return said[-1].surface.endswith("ة") and not first.endswith("ه")
    agrees = first.endswith("ه") is beside.endswith("ه") and said[1].surface.endswith(("ي", "ية"))
    another = not last.endswith(("يه", "ي")) and not last.startswith(("ل", "ب", "و"))
    return agrees and another and not names.knows(first)


def acts_on_noun(said: Sequence[Token], names: KnownNames) -> bool:
    """Return whether a noun with its owner follows who acts on it: «الحكومة | زيادة الأجور».

    It is no name: «السيدة سارة البجاوي».
    """
    if len(said) != len(("الحكومة", "زيادة", "الأجور")):
        return False
    who, noun, owner = said
    definite = [clitics.is_definite(token.word) for token in said] == [True, False, True]
    bare = noun.surface.endswith("ة") and not names.knows(noun.word)
    return definite and bare and not (owner.word.endswith(("ي", "يه")) or names.is_called(who.word))


def without_name(office: str, names: KnownNames) -> str:
    """Return an office without the name of who holds it, which begins behind a word with the article.

    «وزير الداخلية | هادي مجدوب», but «وزير خارجية تونس»
    """
    said = office.split()
    pairs = enumerate(pairwise(map(fold, said)), 1)
    ends = (n for n, (one, other) in pairs if clitics.is_definite(one) and not clitics.is_definite(other))
    end = next((n for n in ends if n > 1 and not names.is_place(fold(said[n]))), len(said))
    return " ".join(said[:end])
