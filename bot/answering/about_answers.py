"""What is asked of the last answer: more of it, where it is from, the article itself, an excerpt, how sure it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.context import further
from bot.answering.context.last_article import last_quotes, published_sentence
from bot.answering.context.named_articles import NamedArticles
from bot.answering.lists import SHOWN
from bot.answering.nearby import names
from bot.answering.replies import Answered, Listed, Opened, Part, Said, Shown, last_quote
from bot.rendering.texts import FAIR_CONFIDENCE, HIGH_CONFIDENCE, date, headline, one_line
from retrieval.arabic.language import QuestionKind
from retrieval.dialogue.ordinals import ordinal
from retrieval.dialogue.turns import AboutAnswer, AnswerPart, Browse, Narrowing
from retrieval.passages import attribution, excerpts, rankings
from retrieval.query.tokens import tokens
from retrieval.records import Scope, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.inquiries import Inquiries
    from bot.answering.lists import Lists
    from bot.answering.replies import Exchange, Reply
    from bot.answering.telling.responses import Response
    from bot.configuration.messages import Messages
    from retrieval.arabic.language import Language
    from retrieval.records import Article, Quote

_WHOLE_NAME = 2  # words


class AboutAnswers:
    """Replies to what is asked of the last answer, or of an article that is named."""

    def __init__(self, inquiries: Inquiries, lists: Lists, language: Language) -> None:
        self._inquiries = inquiries
        self._library = inquiries.library
        self._lists = lists
        self._stop_words = language.stop_words
        self._named = NamedArticles(inquiries, language.stop_words)
        self._saying = language.cues.get(QuestionKind.QUOTATION, frozenset())

    async def reply(  # noqa: C901, PLR0911  # one for each kind of thing that is missing
        self, turn: AboutAnswer, exchange: Exchange, messages: Messages
    ) -> Reply:
        """Return what is asked, of the quote or headline of that number, by default the one spoken of last."""
        texts = messages.conversation.last
        if turn.of or turn.part is AnswerPart.WRITTEN:
            return await self._of_named(turn, exchange, messages)
        if turn.part is AnswerPart.MORE:
            return await self._more(exchange, messages)
        if turn.part is AnswerPart.BACK:
            return await self._back(exchange, messages)
        answer = exchange.answer if exchange.listed is None else None
        found_nothing = answer is not None and answer.verdict is Verdict.NOT_FOUND
        unclear = turn.disputed and exchange.quotes and not exchange.listed
        if turn.part is AnswerPart.EXPLAIN and not turn.number and (found_nothing or unclear):
            missed = f"{messages.answer.not_found} {messages.answer.ask_better}"
            return Said(missed if found_nothing else texts.unclear)
        of_ranking = any(ordinal(token.word) for token in tokens(exchange.question or ""))
        ranked = () if exchange.listed else rankings.told(last_quotes(exchange), turn.ranks, of_ranking)
        if ranked:
            return Shown(texts.ranked, ranked)
        quote = await self._numbered(exchange, turn.number) if turn.number else last_quote(exchange)
        if turn.number and quote is None and (exchange.listed or exchange.quotes):
            counts = messages.sources.articles if exchange.listed else messages.answer.quotes
            shown = counts.of(len(exchange.listed.articles if exchange.listed else exchange.quotes))
            return Said(texts.no_such.format(number=turn.number, shown=shown))
        unquoted = (exchange.listed or exchange.refused) and not (turn.number or exchange.article)
        if turn.part is AnswerPart.SPEAKER and unquoted:
            return Said(texts.no_words if exchange.listed else texts.no_quote)
        if turn.part is AnswerPart.SURE and (quote or exchange.refused):
            return Said(await self._sure(exchange, messages))
        if quote is None:
            return Said(texts.none)
        if turn.his and turn.part is AnswerPart.SOURCE and (told := published_sentence(exchange.quotes)):
            return Shown(texts.of_article, (told,))
        if turn.part is AnswerPart.SPEAKER and not turn.number:
            # who is named in another quote of the article
            named = (one for one in exchange.quotes if attribution.speaker(one, self._saying))
            quote = next((one for one in named if one.article == quote.article), quote)
        if turn.part is AnswerPart.SOURCE:
            head = texts.source_disputed if turn.disputed else texts.source
            return Shown(head, _sources(exchange, quote, turn.number))
        begins = turn.part is AnswerPart.READ and turn.whole and not turn.number
        return self._of(turn.part, excerpts.whole(quote.article) if begins else quote, messages)

    async def _of_named(self, turn: AboutAnswer, exchange: Exchange, messages: Messages) -> Reply:
        """Return what is asked of the article that readers name by author, outlet, headline or subject.

        It is the one of that subject that was shown, or the newest. What else somebody wrote is asked of the author of
        what was shown, who need not be named.
        """
        shown = last_quote(exchange)
        if not turn.of and (shown is None or not shown.article.author):
            none = Said(messages.conversation.last.none)
            return Said(_fact(AnswerPart.AUTHOR, shown.article, messages)) if shown else none
        author = turn.of or (shown and shown.article.author) or ""
        written = await self._inquiries.written_by(author)
        if turn.part is AnswerPart.WRITTEN or len(written) > 1:
            return await self._written(author, written, messages)
        if written:
            return self._of(turn.part, excerpts.whole(written[0]), messages)
        outlet = self._inquiries.interpreter.outlet(turn.of, await self._inquiries.facets())
        scope = Scope(outlets=(outlet,)) if outlet else None
        article = None if outlet else self._named.shown(turn.of, exchange)
        if article is None:
            found = await self._library.browse("" if outlet else turn.of, scope, None, 0, 1)
            article = found.articles[0] if found.articles else await self._named.found(turn.of)
        if article:
            return self._of(turn.part, excerpts.whole(article), messages)
        return Said(messages.conversation.last.no_article.format(named=one_line(turn.of)))

    async def of_author(self, name: str, response: Response, messages: Messages) -> Reply | None:
        """Return what somebody wrote where nothing answers a question of that name alone but articles of theirs."""
        answer, named = response.answer, {token.word for token in tokens(name)}
        signed = any(
            named <= {token.word for token in tokens(one.article.author or "")} for one in answer.quotes
        )
        if len(named) < _WHOLE_NAME or not (signed or answer.silent or not answer.quotes):
            return None
        written = await self._inquiries.written_by(name)
        told = any(names(name, quote) for quote in answer.quotes)
        return await self._written(name, written, messages) if written and not told else None

    async def _written(self, author: str, written: Sequence[Article], messages: Messages) -> Reply:
        """Return the headlines of what somebody wrote; where that is nothing, what is told of that name."""
        texts, named = messages.conversation.last, one_line(author)
        if written:
            scope = Scope(articles=tuple(one.id for one in written))
            browse = Browse("", None, (Narrowing(texts.written_by.format(author=named), scope),))
            listed = await self._lists.listed(browse, 0, messages)
            count = messages.sources.articles.of(len(written))
            head = texts.written.format(author=named, articles=count)
            return replace(listed, head=head) if isinstance(listed, Listed) else listed
        response = await self._inquiries.ask(author)
        quotes = tuple(one for one in response.answer.quotes if names(author, one, together=True))[:1]
        if not quotes:
            return Said(texts.not_written.format(author=named))
        answer = replace(response.answer, confidence=HIGH_CONFIDENCE, quotes=quotes)
        found = replace(response, answer=answer, completed=False)
        return Answered((Part("", found),), texts.only_named.format(author=named))

    async def _more(self, exchange: Exchange, messages: Messages) -> Reply:
        """Return the next page of a list, or further quotes of the last question, then how the article goes on."""
        texts = messages.conversation.last
        if (listed := exchange.listed) is not None:
            first = listed.first + len(listed.articles)
            return (
                await self._lists.listed(listed.browse, first, messages)
                if first < listed.total
                else Said(texts.no_more)
            )
        last = last_quote(exchange)
        if exchange.question is None or last is None:
            return Said(texts.no_more if last else texts.none)
        shown, asked = exchange.quotes, exchange.asked or (exchange.question,)
        places = [(one.article.id, one.start, one.end) for one in shown]
        understood = self._inquiries.interpreter
        who = understood.asks_who(exchange.question) and not understood.asks_who_did(exchange.question)
        named = understood.about(exchange.question, await self._inquiries.facets()) if who else ""
        # «من هي سنية الكريمي؟» is of no other
        named = named if shown and names(named, shown[0], together=True) else ""
        if not shown:  # what was spoken of before a question that found nothing
            place = (last.article.id, last.start, last.end)
            gone_on = further.gone_on(last.article, [place], texts.goes_on_before)
            return replace(gone_on, first=1) if gone_on else Said(texts.no_more)
        more = await further.further(self._inquiries, asked, places, messages, named)
        more = more or further.gone_on(shown[0].article, places, texts.goes_on, exchange.asked)
        return more or Said(texts.all_told)

    async def _back(self, exchange: Exchange, messages: Messages) -> Reply:
        """Return the list or the quotes from which an article was opened, or the page before in a list."""
        texts = messages.conversation.last
        if (listed := exchange.listed) is not None:
            first = listed.first if exchange.article else max(0, listed.first - SHOWN)
            return await self._lists.listed(listed.browse, first, messages)
        return Shown(texts.back, exchange.quotes) if exchange.quotes else Said(texts.none)

    async def _sure(self, exchange: Exchange, messages: Messages) -> str:
        """Return how sure an answer is, or where it was looked for in vain."""
        texts = messages.conversation.last
        if exchange.refused:
            held = (await self._library.holdings()).articles
            return texts.sure_nothing.format(articles=messages.sources.articles.of(held))
        if not exchange.quotes or exchange.answer is None or exchange.listed:
            return texts.sure_published
        found = exchange.answer.verdict is Verdict.ANSWERED  # not what is nearest to an answer
        sure = exchange.answer.confidence if found else 0.0
        if sure >= HIGH_CONFIDENCE:
            return texts.sure_high
        return texts.sure_fair if sure >= FAIR_CONFIDENCE else texts.sure_low

    async def _numbered(self, exchange: Exchange, number: int) -> Quote | None:
        """Return the headline of that number, on whichever page of its list, or the quote."""
        listed = exchange.listed
        if listed is None:
            shown = exchange.quotes or tuple(filter(None, [exchange.earlier]))
            return shown[number - 1] if number <= len(shown) else None
        place = number - 1 - listed.first
        if 0 <= place < len(listed.articles):
            return excerpts.whole(listed.articles[place])
        found = await self._lists.page(listed.browse, number - 1)
        return excerpts.whole(found.articles[0]) if found.articles else None

    def _of(self, part: AnswerPart, quote: Quote, messages: Messages) -> Reply:
        """Return what is asked of one article."""
        article = quote.article
        match part:
            case AnswerPart.READ:
                return Opened(quote)
            case AnswerPart.SPEAKER:
                named = attribution.speaker(quote, self._saying)
                source = excerpts.whole(article)
                told = messages.conversation.last
                marked = [named.text[mark.start : mark.end] for mark in named.highlights] if named else []
                author = one_line(" ".join(marked))
                whole = named and attribution.fullest(named, self._saying)
                return (
                    Shown(told.speaker, (whole,), "", author) if whole else Shown(told.no_speaker, (source,))
                )
            case AnswerPart.SHORTER if quote.text:
                return Shown(messages.conversation.last.shorter, (excerpts.briefest(quote),))
            case AnswerPart.SUMMARY | AnswerPart.SHORTER:
                told, parts = messages.conversation.last, excerpts.summary(article, self._stop_words)
                return Shown(told.excerpt_one if len(parts) == 1 else told.excerpt, parts)
            case AnswerPart.EXPLAIN:
                shown = (
                    excerpts.around(quote) if quote.text else excerpts.summary(article, self._stop_words)[0]
                )
                return Shown(messages.conversation.last.context, (shown,))
            case _:
                author = one_line(article.author or "") if part is AnswerPart.AUTHOR else ""
                return Said(_fact(part, article, messages), author=author)


def _fact(part: AnswerPart, article: Article, messages: Messages) -> str:
    """Return link, author or day of an article, or that it is not known."""
    texts, title = messages.conversation.last, headline(article)
    if part is AnswerPart.LINK:
        url = one_line(article.url or "")
        return texts.link.format(title=title, url=url) if url else texts.no_link.format(title=title)
    if part is AnswerPart.AUTHOR:
        author = one_line(article.author or "")
        return (
            texts.author.format(author=author, title=title) if author else texts.no_author.format(title=title)
        )
    if article.published is None:
        return texts.no_date.format(title=title)
    return texts.date.format(date=date(article.published, messages), title=title)


def _sources(exchange: Exchange, quote: Quote, number: int) -> tuple[Quote, ...]:
    """Return what is cited: the article spoken of, or each article of the last answer once."""
    if number or exchange.article or exchange.listed or not exchange.quotes:
        return (excerpts.whole(quote.article),)
    return tuple({one.article.id: excerpts.whole(one.article) for one in exchange.quotes}.values())
