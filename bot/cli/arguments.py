"""The command line's grammar."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """Return the arguments; `command` names the module of `bot.commands` to run. Exits with 2 on misuse."""
    arguments = _parser().parse_args(argv)
    if arguments.command == "ask":
        _check_ask(arguments)
    if arguments.command == "load" and arguments.replace and all(map(is_link, arguments.sources)):
        arguments.misused("--replace needs the files or folders that take the place of all that is there")
    return arguments


def is_link(given: str) -> bool:
    """Return whether what `load` was given is an address of the web."""
    return given.lower().startswith(("http://", "https://"))


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
        (_load, "load", "add files, folders and links to the archive"),
        (_sources, "sources", "list the sources of the archive, or try them"),
        (_articles, "articles", "list the articles of the archive"),
        (_article, "article", "show one article"),
        (_remove, "remove", "remove articles from the archive"),
        (_export, "export", "write all articles as JSON lines, which load reads back"),
        (_backup, "backup", "copy the archive and the readers' journal, also while the bot runs"),
        (_backup, "restore", "put a backup in the place of the archive; stop the bot first"),
        (_rollback, "rollback", "go back to the archive before the last change; twice is as if never"),
        (_serve, "serve", "answer readers in Telegram"),
        (_doctor, "doctor", "look at everything a bot needs and say what to do"),
        (_evaluate, "evaluate", "measure the answers to questions whose answers are known"),
    ):
        command = add(name, help=says, description=f"{says[0].upper()}{says[1:]}.", parents=[places])
        command.set_defaults(misused=command.error)
        fill(command)
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
        help="a folder of settings; what it leaves out stays as Isnad's own",
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


def _check_ask(arguments: argparse.Namespace) -> None:
    if bool(arguments.question) == bool(arguments.questions):
        arguments.misused("give either a question or --questions FILE")
    if arguments.output and not arguments.questions:
        arguments.misused("--output goes with --questions")


def _load(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sources",
        nargs="*",
        metavar="SOURCE",
        help="a folder, a file, or a link; without one, everything on the list of sources",
    )
    parser.add_argument("--replace", action="store_true", help="let them take the place of all that is there")
    parser.add_argument("--json", action="store_true", help="report as one line of JSON")


def _sources(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action",
        nargs="?",
        choices=["check"],
        help="try each source and say what it holds, keeping nothing; exit code 1 if one fails",
    )


def _articles(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="whole articles, one line of JSON each")


def _article(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the article's id, as `isnad articles` lists it")
    parser.add_argument(
        "--versions", action="store_true", help="list its versions and their generations instead"
    )
    parser.add_argument(
        "--at", type=int, metavar="GENERATION", help="as it was at that generation of the archive"
    )
    parser.add_argument("--json", action="store_true", help="as one line of JSON")


def _remove(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="+", metavar="ID", help="an article's id, as `isnad articles` lists it")
    parser.add_argument("--json", action="store_true", help="report as one line of JSON")


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--output",
        metavar="FILE",
        default="-",
        help='where they go, zipped if the name ends in .gz; "-" (stdout) by default',
    )


def _backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="the copy of the archive; the journal's lies beside it"
    )
    parser.add_argument("--force", action="store_true", help="replace files that exist")


def _rollback(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="report as one line of JSON")


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--webhook",
        dest="serving",
        action="store_const",
        const="webhook",
        default="polling",
        help="let Telegram call $ISNAD_WEBHOOK_URL, instead of asking it for news",
    )


def _doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="the findings as one line of JSON")


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
