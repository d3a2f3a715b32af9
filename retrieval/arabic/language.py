"""What Isnad knows about Arabic words: plain data that an editor can change, folded once for comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from retrieval.arabic.clitics import PARTICLES, without_article
from retrieval.arabic.patterns import NO_REFUSALS, Refusals, listed
from retrieval.arabic.text import fold, plain
from retrieval.arabic.transliteration import UNREAD, Transliteration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_RELATIVE = "ي"
_RELATIVE_ENDINGS = ("", "ه", "ون", "ين", "ان", "ات", "تين", "تان")  # folded


class QuestionKind(StrEnum):
    """What a question asks for."""

    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how_many"
    WHO = "who"
    WHY = "why"
    HOW = "how"
    QUOTATION = "quotation"
    WHETHER = "whether"
    WHAT = "what"


class Said(NamedTuple):
    """What readers say in several words or one, but for the first of them, and what reports say for it.

    Reports say that `instead`, or beside what readers say.
    """

    rest: tuple[str, ...]
    reported: tuple[str, ...]
    instead: bool


@dataclass(frozen=True, slots=True, eq=False)
class Thesaurus:
    """Groups of words that may stand for one another, and kinds of things: a noun asked for → what answers it.

    The nouns are folded; other words keep their hamzas, without which their stems would be others. What is `spoken` is
    folded and found by its first word. One is equal to itself alone, as a `Language` is.
    """

    synonyms: tuple[tuple[str, ...], ...]
    members: Mapping[str, frozenset[str]]
    spoken: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> Thesaurus:
        """Take a parsed `thesaurus.toml`; raises ValueError naming the key that is missing or of the wrong shape."""
        classes = table.get("classes")
        if not isinstance(classes, Mapping):
            raise ValueError("classes: expected a table of classes, each with nouns and members")
        members: dict[str, frozenset[str]] = {}
        for name, entry in classes.items():
            if not isinstance(entry, Mapping):
                raise ValueError(f"classes.{name}: expected nouns and members")
            answers = frozenset(listed(entry.get("members"), f"classes.{name}.members", plain))
            nouns = listed(entry.get("nouns"), f"classes.{name}.nouns")
            members.update(dict.fromkeys(nouns, answers))
        return cls(_groups(table, "synonyms", plain), members, _spoken(table))


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """Word lists, every word folded (see `arabic.text.fold`) but for those of `telling`, which keep their hamzas.

    `phrases`, by their first words, ask nothing. Words that begin as one of `own_letters` do begin with و or ف (with ل
    behind «لل», with أل), others have it before them. `names` are stop words that are names where one of some words
    stands before them, or one of others behind. `question_words` and `asked_nouns` map a word to what it asks for,
    `cues` a kind of question to the words its answers hold; `spellings` are groups whose first word stands for all.
    `places` are the forms of the names of places and of what is of them, each with the name; `countries` are those
    of others, whose stems need no such list.
    `telling` is how much it proves, 0 to 1, that a word is met, for words so common that it proves less than all.
    `offices` are what somebody is of something, `attributes` what a text calls by name that says it of something,
    `feats` what somebody did and is known for, `facts` what is so of a life, once for all, `kin` who somebody has,
    `anyone` those who speak and may be anybody,
    `done_to` the verbs of saying behind which somebody may stand of whom it is said,
    `bodies` those that speak by statements, `men` names that end as nouns of women do.
    `governments` are names that one speaks by, each with the others; `aliases` those of which some have several words.

    One is equal to itself alone, so that what follows from it can be kept by it.
    """

    stop_words: frozenset[str]
    own_letters: tuple[str, ...]
    names: Mapping[str, tuple[frozenset[str], frozenset[str]]]
    phrases: Mapping[str, frozenset[tuple[str, ...]]]
    question_words: Mapping[str, QuestionKind]
    asked_nouns: Mapping[str, QuestionKind]
    cues: Mapping[QuestionKind, frozenset[str]]
    spellings: tuple[tuple[str, ...], ...]
    telling: Mapping[str, float]
    thesaurus: Thesaurus
    offices: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    anyone: frozenset[str] = frozenset()
    done_to: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    governments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    feats: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    men: frozenset[str] = frozenset()
    places: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    transliteration: Transliteration = UNREAD
    refusals: Refusals = NO_REFUSALS

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> Language:
        """Take a parsed `language.toml`; raises ValueError naming the key that is missing or of the wrong shape."""
        return cls(
            stop_words=frozenset(listed(table.get("stop_words"), "stop_words")),
            own_letters=listed(table.get("own_letters"), "own_letters"),
            names=_names(table),
            phrases=_by_first((*_groups(table, "phrases"), *_frames(table))),
            question_words=_by_word(table, "questions"),
            asked_nouns=_by_word(table, "asked"),
            cues={kind: frozenset(words) for kind, words in _kinds(table, "cues")},
            spellings=_groups(table, "spellings"),
            telling=_telling(table),
            thesaurus=Thesaurus((), {}),
            offices=section(table, "offices", ["words"])["words"],
            attributes=section(table, "offices", ["attributes"])["attributes"],
            anyone=section(table, "speakers", ["anyone"])["anyone"],
            done_to=section(table, "speakers", ["to"])["to"],
            bodies=section(table, "speakers", ["bodies"])["bodies"],
            governments=_governments(table),
            aliases=_aliases(table),
            feats=section(table, "offices", ["feats"])["feats"],
            facts=section(table, "offices", ["facts"])["facts"],
            kin=section(table, "offices", ["kin"])["kin"],
            men=section(table, "speakers", ["men"])["men"],
            places=_places(table, "places"),
            countries=_places(table, "countries"),
        )

    def phrase_at(self, words: Sequence[str], place: int) -> int:
        """Return how many words the longest phrase has that stands at `place` in `words`; 0 where none does."""
        begun = self.phrases.get(words[place])
        if not begun:
            return 0
        rest = tuple(words[place:])
        return next((count for count in range(len(rest), 0, -1) if rest[:count] in begun), 0)

    def other_names(self, word: str) -> tuple[str, ...]:
        """Return what else a government is called that a folded word names, perhaps behind a particle: «بطهران»."""
        behind = without_article(word[1:]) if word.startswith(PARTICLES) else ""
        return self.governments.get(without_article(word)) or self.governments.get(behind, ())

    def knowing(self, thesaurus: Thesaurus) -> Language:
        """Return the same with another thesaurus."""
        return replace(self, thesaurus=thesaurus)

    def reading(self, transliteration: Transliteration) -> Language:
        """Return the same with another way to read what is in Latin letters."""
        return replace(self, transliteration=transliteration)

    def refusing(self, refusals: Refusals) -> Language:
        """Return the same with other questions that no archive answers."""
        return replace(self, refusals=refusals)


_ALL = 100
_INSTEAD, _BESIDE = "=", "+"
_JOINED = ("ال", "لل", "هال", "عال", "بال", "فال")  # what a noun of [frames] begins with


def _names(table: Mapping[str, object]) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Return each name with the words before it and behind it that make it one."""
    entries = table.get("names")
    if not isinstance(entries, Sequence) or not all(isinstance(entry, Mapping) for entry in entries):
        raise ValueError("names: expected tables of name, before and after")
    return {
        name: (
            frozenset(listed(entry.get("before"), "names.before")),
            frozenset(listed(entry.get("after"), "names.after")),
        )
        for entry in entries
        for name in listed(entry.get("name"), "names.name")
    }


def _frames(table: Mapping[str, object]) -> Iterator[tuple[str, ...]]:
    """Yield what [frames] says in parts, as phrases: «حسب» and «النص», perhaps with «هذا» between."""
    frames = table.get("frames")
    if not isinstance(frames, Mapping):
        raise ValueError("frames: expected a table of before, pointing and texts")
    pointing = listed(frames.get("pointing"), "frames.pointing")
    texts = listed(frames.get("texts"), "frames.texts")
    named: list[tuple[str, ...]] = [(f"{joined}{text}",) for text in texts for joined in _JOINED]
    named += [(word, f"ال{text}") for text in texts for word in pointing]
    for before in _groups(frames, "before", name="frames.before"):
        *first, last = before
        if len(last) == 1:  # a particle: it stands before the word, as «ب» in «بالنص»
            yield from ((*first, f"{last}{texts[0]}", *texts[1:]) for texts in named)
        else:
            yield from ((*before, *text) for text in named)


def _kinds(table: Mapping[str, object], key: str) -> list[tuple[QuestionKind, tuple[str, ...]]]:
    section = table.get(key)
    if not isinstance(section, Mapping):
        raise ValueError(f"{key}: expected a table of word lists")
    unknown = sorted(set(section) - set(QuestionKind))
    if unknown:
        raise ValueError(f"{key}.{unknown[0]}: no such kind of question; there are {', '.join(QuestionKind)}")
    return [(QuestionKind(name), listed(words, f"{key}.{name}")) for name, words in section.items()]


def _telling(table: Mapping[str, object]) -> dict[str, float]:
    section = table.get("telling")
    if not isinstance(section, Mapping):
        raise ValueError("telling: expected a table of word lists")
    unknown = sorted(name for name in section if not (name.isdecimal() and int(name) < _ALL))
    if unknown:
        raise ValueError(f"telling.{unknown[0]}: expected how much a word tells, in hundredths below {_ALL}")
    return {
        word: int(name) / _ALL
        for name, words in section.items()
        for word in listed(words, f"telling.{name}", plain)
    }


def _by_word(table: Mapping[str, object], key: str) -> dict[str, QuestionKind]:
    return {word: kind for kind, words in reversed(_kinds(table, key)) for word in words}


def _groups(
    table: Mapping[str, object], key: str, spell: Callable[[str], str] = fold, name: str = ""
) -> tuple[tuple[str, ...], ...]:
    groups, name = table.get(key), name or key
    if not isinstance(groups, Sequence) or isinstance(groups, str):
        raise ValueError(f"{name}: expected a list of strings, one group of words each")
    if not all(isinstance(group, str) for group in groups):
        raise ValueError(f"{name}: every group is one string of words separated by white space")
    return tuple(tuple(spell(word) for word in str(group).split()) for group in groups)


def _spoken(table: Mapping[str, object]) -> dict[str, tuple[Said, ...]]:
    """Return what readers say by its first word, folded and without articles; a thesaurus may have none of it.

    What stands for a word with the article, «البونتو = الهدف», has it where a reader says it.
    """
    found: dict[str, tuple[Said, ...]] = {}
    for group in _groups({"spoken": (), **table}, "spoken", plain):
        place = next((place for place, word in enumerate(group[:-1]) if word in (_INSTEAD, _BESIDE)), 0)
        if not place:
            raise ValueError(
                f"spoken: expected what is said, = or +, and what reports say: {' '.join(group)}"
            )
        first, *rest = (without_article(fold(word)) for word in group[:place])
        pairs = zip_longest(group[:place], group[place + 1 :], fillvalue="")
        reported = (without_article(word) if said != without_article(said) else word for said, word in pairs)
        said = Said(tuple(rest), tuple(filter(None, reported)), group[place] == _INSTEAD)
        found[first] = (*found.get(first, ()), said)
    return found


def _places(table: Mapping[str, object], key: str) -> dict[str, str]:
    """Return the forms of names of places and of what is of them, without the article, each with the name."""
    found: dict[str, str] = {}
    for name, *others in filter(None, _groups(table, key)):
        for word in (name, *others):
            bare = without_article(word)
            endings = _RELATIVE_ENDINGS if bare.endswith(_RELATIVE) else ("",)
            found.update((bare + ending, name) for ending in endings)
    return found


def _aliases(table: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """Return each name with its other ones, all folded."""
    named = [
        [name.strip() for name in " ".join(group).split(_INSTEAD)] for group in _groups(table, "aliases")
    ]
    return {name: tuple(other for other in names if other != name) for names in named for name in names}


def _governments(table: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """Return each name of a government, without the article, with its other names."""
    speakers = table.get("speakers")
    if not isinstance(speakers, Mapping):
        raise ValueError("speakers: expected a table of word lists")
    groups = _groups(speakers, "governments", name="speakers.governments")
    return {
        without_article(name): tuple(other for other in group if other != name)
        for group in groups
        for name in group
    }


def _by_first(phrases: Sequence[tuple[str, ...]]) -> dict[str, frozenset[tuple[str, ...]]]:
    """Return the phrases by their first words."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for phrase in filter(None, phrases):
        found.setdefault(phrase[0], set()).add(phrase)
    return {first: frozenset(begun) for first, begun in found.items()}


def folded(words: str) -> frozenset[str]:
    """Return the words of a list, folded."""
    return frozenset(map(fold, words.split()))


def section(table: Mapping[str, object], name: str, keys: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the lists `keys` in the section `name`; raises ValueError naming what is missing or no list."""
    found = table.get(name)
    if not isinstance(found, Mapping):
        raise ValueError(f"{name}: expected a table of word lists")
    return {key: frozenset(listed(found.get(key), f"{name}.{key}")) for key in keys}
