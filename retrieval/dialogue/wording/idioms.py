"""What dialects say in several words, as the standard says it: «جا في بلاصتو», «ما رحلوهش», «رايحة على فين»."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import ARTICLE, is_definite, without_conjunction, without_joined_article
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import fold, plain
from retrieval.interpretation.grammar.names import KnownNames
from retrieval.interpretation.grammar.subjects import is_verb
from retrieval.query import pointing
from retrieval.query.question_words import COPULAS, PREPOSITIONS, RELATIVES, WHICH, kind_of
from retrieval.query.tokens import tokens, verbs_of_saying

if TYPE_CHECKING:
    from retrieval.arabic.language import Language
    from retrieval.query.tokens import Cues, Token

HIS_HER = {
    **dict.fromkeys(("و", "ه", "اه"), "ه"),
    **dict.fromkeys(("ها", "اها"), "ها"),
    **dict.fromkeys(("هم", "هن", "ن", "اهم"), "هم"),
}
"""How «his», «her» and «their» end in dialects → in the standard."""
_HE_DOES = ("ي", "بي", "كي")
_DOES = (*_HE_DOES, "ت", "بت", "كت", "ن")
_HAMZA, _YA = "ئ", "ي"
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`
_STEADS = ("بلاصت", "مكان", "محل", "مطرح")
_CAME = folded(
    "جا جات جاء جاءت جه جت اجا اجت أجى أجت حل حلت خذا خذات خدا خدات أخذ أخذت اخد مسك مسكت تولى تولت شد شدت قعد"
)
_IN = folded("في ف")
_SUCCEEDED = "خلف"
_NOT, _SH = folded("ما"), "ش"
_DONE_TO = ("وه", "وها", "وهم", "ني")  # how a verb ends that a list need not hold
_DENIED = folded("ما مش مو موش مب ماكو مهوب")
_AGREED, _FAILED_TO_AGREE = ("تفق", "تفاهم", "توافق", "تصالح"), "عجزت عن الاتفاق"
_SHORTEST, _SHORT = 4, 4  # letters, and words
_GOING = {
    "رايح": "متوجه",
    "رايحه": "متوجهة",
    "رايحين": "متوجهين",
    "جاي": "قادم",
    "جايه": "قادمة",
    "جايين": "قادمين",
}
_MAGHREBI = folded("شنو شنوة شنية شنوا اشنو آش علاش واش شكون شحال بشحال كيفاش فوقاش وقتاش قداش فين منين كاين")
_MONEY = "فلوس"  # but Los Angeles
_JOINED_IN, _IN_APART, _A = "ف", "في ", folded("واحد")
_ONGOING, _PRESENT = (
    folded("عم قاعد قاعدة قاعدين عمال عمالة كاعد كاعدين جالس"),
    ("ي", "ت", "بي", "بت", "كي", "كت"),
)
_NOW = ("بي", "بت")
_OF_A_JOURNEY = frozenset({QuestionKind.WHY, QuestionKind.WHEN, QuestionKind.HOW})
_WHICH, _WHICH_ONE = folded("أنهي انهي إنهي أنهو انهو أنهى"), "أي"
_WENT = {
    **dict.fromkeys(folded("راح مشى مشا"), "سافر"),
    **dict.fromkeys(folded("راحت مشت مشات"), "سافرت"),
    **dict.fromkeys(folded("راحوا راحو مشوا مشاو"), "سافروا"),
}
_TO_PLACE = re.compile("(?:ل|ع)(?=...)")
_TO, _FUTURE = "إلى ", ("ي", "ت", "ن")
_IN_WHICH = {
    **dict.fromkeys(
        folded("فاش ففاش فأش فاي فأي بأش فأشمن فاشمن فأشمن فأينا بيا بأيا بإيا فيا فأيا"), "في أي"
    ),
    **dict.fromkeys(folded("أشمن اشمن آشمن أينا اينا اشم"), "أي"),
}
_PLACES = folded("بلاد بلد بلاصة مدينة قرية دولة حومة جهة منطقة عام تاريخ وقت")
_DEEMED = folded("يعد تعد يعتبر تعتبر كان كانت يعدون يعتبرون")
_IMPORTANT, _IMPORTANCE = (
    folded("مهما مهمة مهم هاما هامة هام أساسيا أساسية حيويا حيوية استراتيجيا استراتيجية"),
    "ما أهمية",
)
# What makes somebody do something, with his pronoun or without.
_MADE = folded("خلا خلى خلت خلات يخلي تخلي بيخلي بتخلي كيخلي جعل جعلت يجعل تجعل")
_MADE_HIM = folded(
    "خلاه خلاها خلاهم خلته خلتها خلتهم خلاتو خلاتها خلاتهم جعله جعلها جعلهم جعلته جعلتها جعلتهم"
)
_CAUSE, _WHY = folded("السبب سبب الشي الشيء شي"), "لماذا"
_WAS, _WHITHER = folded("كان كانت كانوا كانو"), folded("على إلى ل من")


def succeeded(text: str, language: Language, _: Cues) -> str:
    """Return a question who came in somebody's stead as who succeeded him: «شكون جا في بلاصتو؟»."""
    said = tokens(text)
    steads = any(token.word.startswith(_STEADS) for token in said)
    if not steads or not any(_asks(token, language) is QuestionKind.WHO for token in said):
        return text
    for place, token in enumerate(said):
        pronoun = next(
            (HIS_HER.get(token.word[len(one) :]) for one in _STEADS if token.word.startswith(one)), None
        )
        before = said[:place]
        before = before[:-1] if before and before[-1].word in _IN else before
        if pronoun is None or token.surface.endswith("ة") or not before:
            continue
        word = without_conjunction(before[-1].word, _AND)
        if word in _CAME:
            begin = before[-1].end - len(word)
        elif _asks(before[-1], language) is QuestionKind.WHO:
            begin = said[len(before)].start
        else:
            continue
        return f"{text[:begin]}{_SUCCEEDED}{pronoun}{text[token.end :]}"
    return text


def denied_once(text: str, _: Language, cues: Cues) -> str:
    """Return a text whose verb is denied by «ما» alone, not by a letter at its end, too: «ما رحلوهش»."""
    said = tokens(text)
    for before, token in pairwise(said if len(said) <= _SHORT else ()):  # what is long says what it is of
        bare = token.word.removesuffix(_SH)
        denied = without_conjunction(before.word, _AND) in _NOT and bare != token.word
        known = is_verb(bare, cues) or bare.endswith(_DONE_TO)
        if denied and known and len(token.word) >= _SHORTEST and not is_verb(token.word, cues):
            return f"{text[: token.end - len(_SH)]}{text[token.end :]}"
    return text


def disagreed(text: str, language: Language, _: Cues) -> str:
    """Return a question why some did not agree, in a dialect, as one why they failed to: «علاش ما تفاهموش»."""
    said = tokens(text)
    made = _MADE | _MADE_HIM
    agreed = any(one in token.word for token in said for one in _AGREED)
    if not agreed or not any(
        token.word in made or _asks(token, language) is QuestionKind.WHY for token in said
    ):
        return text
    for before, token in zip((None, *said), said, strict=False):
        apart = before is not None and before.word in _DENIED
        joined = token.word.startswith("م") and token.word.endswith(_SH)
        if before is not None and (apart or joined) and any(one in token.word for one in _AGREED):
            begin = before.start if apart else token.start
            return f"{text[:begin]}{_FAILED_TO_AGREE}{text[token.end :]}"
    return text


def going(text: str, language: Language, _: Cues) -> str:
    """Return a text where somebody goes or comes somewhere in the words of news: «رايحة على فين», «جاي منين»."""
    said = (None, *tokens(text), None)
    for before, token, after in zip(said, said[1:], said[2:], strict=False):
        if token is None or token.word not in _GOING:
            continue
        was = before is not None and without_conjunction(before.word, _AND) in _WAS
        where = any(one and _asks(one, language) is QuestionKind.WHERE for one in (before, after))
        if was or where or (after is not None and after.word in _WHITHER):
            return f"{text[: token.start]}{_GOING[token.word]}{text[token.end :]}"
    return text


def went(text: str, language: Language, _: Cues) -> str:
    """Return a question why or when somebody went to a known place in the words of news: «علاش بشار مشى لموسكو؟»."""
    said, names = tokens(text), KnownNames.of(language)
    at = next((n for n, token in enumerate(said) if token.word in _WENT), None)
    if at is None:
        return text
    asked = {kind_of(token.word, language) or _asks(token, language) for token in said}
    if _OF_A_JOURNEY.isdisjoint(asked):
        return text
    fronted = at > 1  # «ليه السيسي راح تركيا»
    for before, token in pairwise(said[at:]):
        joined = _TO_PLACE.match(token.surface)
        place = token.surface[joined.end() :] if joined else token.surface
        apart = before.word in _WHITHER or (fronted and before is said[at])
        if (joined or apart) and names.is_place(fold(place)):
            begun = f"{text[: said[at].start]}{_WENT[said[at].word]}{text[said[at].end : token.start]}"
            return f"{begun}{'' if before.word in _WHITHER else _TO}{place}{text[token.end :]}"
        if before is said[at] and token.word.startswith(_FUTURE) and not names.knows(token.word):
            return text  # «ليش راح يسافر»
    return text


def in_place(text: str, language: Language, _: Cues) -> str:
    """Return a question of the Maghreb with «in» apart from its noun: «شنو واقع فالحسيمة؟», «علاش ففرانسا …»."""
    said = tokens(text)
    if _MAGHREBI.isdisjoint(without_conjunction(token.word, _AND) for token in said):
        return text
    names = KnownNames.of(language)
    for token in reversed(said[1:]):
        noun = token.word[len(_JOINED_IN) :]
        apart = token.word.startswith(_JOINED_IN) and (is_definite(noun) or names.knows(noun))
        own = token.word.startswith((*language.own_letters, _MONEY))
        if apart and not own and not names.knows(token.word):
            text = f"{text[: token.start]}{_IN_APART}{text[token.start + len(_JOINED_IN) :]}"
    return text


def a_certain(text: str, _: Language, __: Cues) -> str:
    """Return a text with «واحد البلدية», as the Maghreb says «a municipality», as the standard does."""
    for one, noun in pairwise(tokens(text)):
        if one.word in _A and is_definite(noun.word):
            return f"{text[: one.start]}{text[noun.start + len(ARTICLE) :]}"
    return text


def ongoing(text: str, _: Language, __: Cues) -> str:
    """Return a text without the word by which dialects tell that something goes on: «قاعد يطيح», «عم بيصير»."""
    for token, verb in pairwise(tokens(text)[1:]):  # «عم تتحدث؟» is «of what»
        if token.word in _ONGOING and verb.word.startswith(_PRESENT) and len(verb.word) >= _SHORTEST:
            return f"{text[: token.start]}{text[verb.start :]}"
    return text


def saying(text: str, language: Language, cues: Cues) -> str:
    """Return a text whose verbs lack the letter by which dialects tell that it is now: «بيقول», «مين بيقدم البرنامج؟».

    They are those of saying, and any verb between a word that asks and what has the article.
    """
    says = verbs_of_saying(language, cues)
    said = (None, *tokens(text), None)
    if not any(token.word.startswith(_NOW) or token.word[1:].startswith(_NOW) for token in tokens(text)):
        return text
    for before, token, after in reversed(list(zip(said, said[1:], said[2:], strict=False))):
        word = without_conjunction(token.word, _AND) if token else ""
        if not word.startswith(_NOW):
            continue
        asks = before is not None and _asks(before, language) is not None
        done = asks and len(word) > _SHORTEST and after is not None and after.word.startswith(ARTICLE)
        if token and (word[1:] in says or done):
            text = f"{text[: token.end - len(word)]}{text[token.end - len(word) + 1 :]}"
    return text


def which(text: str, _: Language, __: Cues) -> str:
    """Return a question of Egypt with «which» behind a preposition as the standard has it: «في أنهي مدينة؟»."""
    said = tokens(text)
    for before, token, _after in zip(said, said[1:], said[2:], strict=False):
        if token.word in _WHICH and without_conjunction(before.word, _AND) in PREPOSITIONS:
            return f"{text[: token.start]}{_WHICH_ONE}{text[token.end :]}"
    return text


def important(text: str, language: Language, _: Cues) -> str:
    """Return a question why something is important as what its importance is: «لماذا يعد الطريق مهما؟»."""
    said = tokens(text)
    begins = (
        len(said) > _SHORT - 1 and _asks(said[0], language) is QuestionKind.WHY and said[1].word in _DEEMED
    )
    if not begins or said[-1].word not in _IMPORTANT or not is_definite(said[-2].word):
        return text
    return f"{text[: said[0].start]}{_IMPORTANCE} {text[said[2].start : said[-2].end]}{text[said[-1].end :]}"


def made_to(text: str, language: Language, cues: Cues) -> str:
    """Return a question what made somebody do something as why he did it: «ما الذي جعل السعر يرتفع؟»."""
    said, names = tokens(text), KnownNames.of(language)
    place = next((n for n, token in enumerate(said) if token.word in _MADE | _MADE_HIM), 0)
    passed = COPULAS | RELATIVES | _CAUSE
    asks = place and _asks(said[0], language) is QuestionKind.WHAT
    if not asks or not passed.issuperset(token.word for token in said[1:place]):
        return text
    him = said[place].word in _MADE_HIM
    nouns = cues.attributes | language.bodies | cues.happenings
    does = [
        token
        for token in said[place + 1 + int(not him) :]
        if token.word.startswith(_DOES) and len(token.word) >= _SHORTEST and not token.surface.endswith("ة")
        if not (names.knows(token.word) or token.word in nouns)
    ]
    verb = next((token for token in does if token.word.startswith(_HE_DOES)), does[0] if does else None)
    if verb is None:
        return text
    joined = said[0].surface[: len(said[0].word) - len(without_conjunction(said[0].word, _AND))]
    who = text[said[place].end : verb.start].strip()
    return " ".join(filter(None, [f"{joined}{_WHY}", verb.surface, who])) + text[verb.end :]


def in_which(text: str, language: Language, _: Cues) -> str:
    """Return a question of the Maghreb with «in which» before a noun as the standard has it: «فاش عام؟»."""
    for asks, noun in pairwise(tokens(text)):
        word = without_conjunction(asks.word, _AND)
        which_one = _IN_WHICH.get(word)
        if which_one and (noun.word in language.asked_nouns or noun.word in _PLACES):
            return f"{text[: asks.end - len(word)]}{which_one}{text[asks.end :]}"
    return text


def dotted(text: str, language: Language, _: Cues) -> str:
    """Return a question whose noun right behind the word that asks lacks the dots of its ة with them: «كم ساعه»."""
    for asks, noun in pairwise(tokens(text)):
        if not noun.surface.endswith("ه") or noun.word not in language.asked_nouns:
            continue
        word = without_conjunction(asks.word, _AND)
        if word in WHICH or _asks(asks, language) is QuestionKind.HOW_MANY:
            return f"{text[: noun.end - 1]}ة{text[noun.end :]}"
    return text


@lru_cache(2)  # languages
def _with_hamza(language: Language) -> dict[str, str]:
    """Return the words of the thesaurus that have a ئ by how dialects write them, with ي: «وظايف»."""
    words = (word for group in language.thesaurus.synonyms for word in group if _HAMZA in word)
    return {word.replace(_HAMZA, _YA): word for word in words}


def hamzated(text: str, language: Language, _: Cues) -> str:
    """Return a text with the ئ of words that dialects say and write without it: «الوظايف», «حرايق»."""
    known = _with_hamza(language)
    for token in reversed(tokens(text)):
        bare = without_joined_article(plain(token.surface)) if _YA in token.surface else ""
        if bare in known and token.surface.endswith(bare):
            text = f"{text[: token.end - len(bare)]}{known[bare]}{text[token.end :]}"
    return text


def pointing_first(text: str, language: Language, cues: Cues) -> str:
    """Return a question with what points at its noun before that: «شكون يقدم البرنامج هذا؟»."""
    pointed = pointing.behind(text, language, cues)
    if pointed is None or pointed.noun.start == tokens(text)[0].start:
        return text
    before = next(token for token in reversed(tokens(text)) if token.start < pointed.noun.start)
    asks = before.word in PREPOSITIONS or _asks(before, language)
    acts = is_verb(before.word, cues) or before.word.startswith(_HE_DOES)
    if not (asks or acts or is_definite(before.word) or pointed.point.word in pointing.HERS):
        return text  # «شكون عمل سبر الآراء هذاكا؟»
    noun, point = pointed
    this = "هذه" if point.word in pointing.HERS else point.surface
    return f"{text[: noun.start]}{this} {noun.surface}{text[point.end :]}"


def _asks(token: Token, language: Language) -> QuestionKind | None:
    """Return what a word asks for, joined by «and» or not."""
    return kind_of(without_conjunction(token.word, _AND), language)


IDIOMS = (
    disagreed, important, made_to, in_which, dotted, hamzated, in_place, a_certain, ongoing, saying, which, succeeded,
    denied_once, going, went,
)  # fmt: skip
"""What spells the idioms of dialects in the words of the standard."""
