"""The command line's grammar."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli.parser import Parser

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Options = dict[str, Any]

_ID = {"metavar": "ID", "help": "an article's id, as `isnad articles` lists it"}
_REPORT: Options = {"action": "store_true", "help": "report as one line of JSON"}
_BACKUP: Mapping[str, Options] = {
    "file": {
        "type": Path,
        "metavar": "FILE",
        "help": "the copy of the archive; the journal's lies beside it",
    },
    "--force": {"action": "store_true", "help": "replace files that exist"},
}
_COMMANDS: Mapping[str, tuple[str, Mapping[str, Options]]] = {
    "console": (
        "converse in the terminal",
        {
            "--bidi": {
                "action": "store_true",
                "help": "order right-to-left text here, for terminals that do not",
            }
        },
    ),
    "ask": (
        "answer one question, or a file of questions",
        {
            "question": {"nargs": "*", "metavar": "QUESTION", "help": "the question, quoted or not"},
            "--json": {"action": "store_true", "help": "answer as one line of JSON"},
            "--questions": {
                "metavar": "FILE",
                "help": 'JSON lines with "id" and "question", or a question a line, plain or gzipped; "-" is stdin',
            },
            "--output": {
                "metavar": "FILE",
                "help": 'where the answers go as JSON lines; "-" (stdout) by default',
            },
        },
    ),
    "converse": (
        "hold conversations from a file and write each reply as one line of JSON",
        {
            "file": {
                "metavar": "FILE",
                "help": 'what a reader says, a line each, an empty line between conversations; "-" is stdin',
            },
            "--output": {
                "metavar": "FILE",
                "default": "-",
                "help": 'where the replies go as JSON lines; "-" (stdout) by default',
            },
        },
    ),
    "load": (
        "add files, folders and links to the archive",
        {
            "sources": {
                "nargs": "*",
                "metavar": "SOURCE",
                "help": "a folder, a file, or a link; without one, everything on the list of sources",
            },
            "--replace": {"action": "store_true", "help": "let them take the place of all that is there"},
            "--show": {
                "action": "store_true",
                "help": "say what is understood of each file, and what is left out and why; nothing is kept",
            },
            "--json": _REPORT,
        },
    ),
    "reload": (
        "read again what was loaded, and remove what is no longer there",
        {
            "--yes": {
                "action": "store_true",
                "help": "also if more than a tenth of the archive goes",
            },
            "--json": _REPORT,
        },
    ),
    "sources": (
        "list the sources of the archive, or try them",
        {
            "action": {
                "nargs": "?",
                "choices": ["check"],
                "help": "try each source and say what it holds, keeping nothing; exit code 1 if one fails",
            }
        },
    ),
    "articles": (
        "list the articles of the archive",
        {"--json": {"action": "store_true", "help": "whole articles, one line of JSON each"}},
    ),
    "article": (
        "show one article",
        {
            "id": _ID,
            "--versions": {
                "action": "store_true",
                "help": "list its versions and their generations instead",
            },
            "--at": {
                "type": int,
                "metavar": "GENERATION",
                "help": "as it was at that generation of the archive",
            },
            "--json": {"action": "store_true", "help": "as one line of JSON"},
        },
    ),
    "remove": ("remove articles from the archive", {"ids": {"nargs": "+", **_ID}, "--json": _REPORT}),
    "purge": (
        "take articles out for good: every version, the index, quotes and drafts",
        {
            "ids": {"nargs": "+", **_ID},
            "--yes": {"action": "store_true", "help": "it is meant: there is no way back"},
            "--json": _REPORT,
        },
    ),
    "export": (
        "write all articles as JSON lines, which load reads back",
        {
            "--output": {
                "metavar": "FILE",
                "default": "-",
                "help": 'where they go, zipped if the name ends in .gz; "-" (stdout) by default',
            }
        },
    ),
    "editorial": ("write the editors' answers, one line of JSON each", {}),
    "backup": ("copy the archive and the readers' journal, also while the bot runs", _BACKUP),
    "restore": ("put a backup in the place of the archive; stop the bot first", _BACKUP),
    "follow": (
        "keep a copy of an archive that is written elsewhere, for a bot that only answers",
        {
            "source": {
                "metavar": "FILE-OR-URL",
                "help": "the archive to follow: a file that both see, or the address of the bot that writes it",
            },
            "--every": {
                "type": float,
                "metavar": "SECONDS",
                "help": "copy it again whenever it has changed, until stopped; by default once",
            },
        },
    ),
    "rollback": (
        "go back to the archive before the last change; twice is as if never",
        {"--json": _REPORT},
    ),
    "serve": (
        "answer readers in Telegram",
        {
            "--webhook": {
                "dest": "serving",
                "action": "store_const",
                "const": "webhook",
                "default": "polling",
                "help": "let Telegram call $ISNAD_WEBHOOK_URL, instead of asking it for news",
            }
        },
    ),
    "setup": (
        "ask for token and admin, check them with Telegram, write .env, and offer to keep the bot running",
        {
            "--language": {
                "choices": ("ar", "en"),
                "help": "ask in Arabic or English; by default the settings say",
            }
        },
    ),
    "doctor": (
        "look at everything a bot needs and say what to do",
        {
            "--deep": {"action": "store_true", "help": "compare every version of every article, too"},
            "--json": {"action": "store_true", "help": "the findings as one line of JSON"},
        },
    ),
    "evaluate": (
        "measure the answers to questions whose answers are known",
        {
            "--questions": {
                "required": True,
                "metavar": "FILE",
                "help": 'JSON lines with "question", "answers" and "article", plain or gzipped; "-" is stdin',
            },
            "--json": {"action": "store_true", "help": "figures and every outcome as one line of JSON"},
            "--compare": {
                "type": Path,
                "metavar": "FILE",
                "help": "an earlier evaluation in JSON, to say what has changed",
            },
        },
    ),
}
"""Each command, a module of `bot.commands`: what it does, and its arguments as argparse takes them."""


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """Return the arguments; `command` names the module of `bot.commands` to run. Exits with 2 on misuse."""
    parser = Parser(
        prog="isnad",
        description="Answer Arabic questions with verbatim, cited quotations from an archive.",
        parents=[_places(None)],
    )
    parser.set_defaults(serving=None)
    add = parser.add_subparsers(metavar="COMMAND", dest="command", required=True).add_parser
    # A default here would undo what was given before the command.
    places = _places(argparse.SUPPRESS)
    for name, (help_, arguments) in _COMMANDS.items():
        command = add(name, help=help_, description=help_, parents=[places])
        command.set_defaults(misused=command.error)
        for argument, options in arguments.items():
            command.add_argument(argument, **options)
    given = parser.parse_args(argv)
    # Exit with 2 where arguments do not go together.
    if given.command == "ask":
        if bool(given.question) == bool(given.questions):
            given.misused("give either a question or --questions FILE")
        if given.output and not given.questions:
            given.misused("--output goes with --questions")
    if given.command == "load" and given.show and not given.sources:
        given.misused("--show needs the files, folders or links that it is to read")
    if given.command == "load" and given.replace and all(map(is_link, given.sources)):
        given.misused("--replace needs the files or folders that take the place of all that is there")
    return given


def is_link(given: str) -> bool:
    """Return whether what `load` was given is an address of the web."""
    return given.lower().startswith(("http://", "https://"))


def _places(default: str | None) -> Parser:
    places = Parser(add_help=False)
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
