"""The command line's grammar."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """The arguments; `command` names the module of `bot.commands` to run. Exits with 2 on misuse."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.command == "ask":
        _check_ask(parser, arguments)
    return arguments


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="isnad",
        description="Answer Arabic questions with verbatim, cited quotations from an archive.",
        parents=[_places(None)],
    )
    parser.set_defaults(serving=None)
    add = parser.add_subparsers(metavar="COMMAND", dest="command", required=True).add_parser
    # A default here would undo what was given before the command.
    places = _places(argparse.SUPPRESS)
    for fill, name, says in (
        (_console, "console", "converse in the terminal"),
        (_ask, "ask", "answer one question, or a file of questions"),
        (_load, "load", "add files and folders to the archive"),
        (_articles, "articles", "list the articles of the archive"),
        (_article, "article", "show one article"),
        (_serve, "serve", "answer readers in Telegram"),
        (_evaluate, "evaluate", "measure the answers to questions whose answers are known"),
    ):
        fill(add(name, help=says, description=f"{says.capitalize()}.", parents=[places]))
    return parser


def _places(default: str | None) -> argparse.ArgumentParser:
    places = argparse.ArgumentParser(add_help=False)
    places.add_argument(
        "--archive",
        type=Path,
        metavar="PATH",
        default=default,
        help="the archive file; by default the settings say",
    )
    places.add_argument(
        "--config",
        type=Path,
        metavar="DIR",
        default=default,
        help="a folder of settings, instead of Isnad's own",
    )
    return places


def _console(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--bidi", action="store_true", help="order right-to-left text here, for terminals that do not"
    )


def _ask(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", nargs="*", metavar="QUESTION", help="the question, quoted or not")
    parser.add_argument("--json", action="store_true", help="answer as one line of JSON")
    parser.add_argument(
        "--questions",
        metavar="FILE",
        help='JSON lines with "id" and "question", plain or gzipped; "-" is stdin',
    )
    parser.add_argument(
        "--output", metavar="FILE", help='where the answers go as JSON lines; "-" (stdout) by default'
    )


def _check_ask(parser: argparse.ArgumentParser, arguments: argparse.Namespace) -> None:
    if bool(arguments.question) == bool(arguments.questions):
        parser.error("ask takes either a question or --questions FILE")
    if arguments.output and not arguments.questions:
        parser.error("--output goes with --questions")


def _load(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sources",
        nargs="+",
        type=Path,
        metavar="SOURCE",
        help="a folder, a .txt page, or .jsonl[.gz] articles",
    )
    parser.add_argument("--replace", action="store_true", help="let them take the place of all that is there")
    parser.add_argument("--json", action="store_true", help="report as one line of JSON")


def _articles(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="whole articles, one line of JSON each")


def _article(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the article's id, as `isnad articles` lists it")
    parser.add_argument("--json", action="store_true", help="as one line of JSON")


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--webhook",
        dest="serving",
        action="store_const",
        const="webhook",
        default="polling",
        help="let Telegram call $ISNAD_WEBHOOK_URL, instead of asking it for news",
    )


def _evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--questions",
        required=True,
        metavar="FILE",
        help='JSON lines with "question", "answers" and "article", plain or gzipped; "-" is stdin',
    )
    parser.add_argument("--json", action="store_true", help="figures and every outcome as one line of JSON")
    parser.add_argument(
        "--compare", type=Path, metavar="FILE", help="an earlier evaluation in JSON, to say what has changed"
    )
