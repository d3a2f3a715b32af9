"""The command `isnad`, also `python -m bot`: results on stdout, progress and errors on stderr.

Exit codes: 0 done; 1 an error, said in a plain sentence; 2 wrong usage; 130 interrupted; 141 the reader of
the output went away.
"""

from __future__ import annotations

import asyncio
import io
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from bot.cli import arguments
from bot.configuration import settings as configuration
from bot.errors import BotError
from retrieval.errors import RetrievalError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command line and return its exit code; raises SystemExit(2) on wrong usage."""
    # Read and write UTF-8, whatever the locale says.
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
    given = arguments.parse(argv)
    try:
        # Only the command that is called pays for what it imports.
        command = import_module(f"bot.commands.{given.command}")
        settings = configuration.load(given.config, given.archive, serving=given.serving)
        code: int = asyncio.run(command.run(settings, given))
        sys.stdout.flush()
    except (BotError, RetrievalError) as error:
        return _failed(str(error))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # What is still buffered must not fail once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _failed(f"{where}{error.strerror or error}; check the name, the rights and the disk")
    return code


def _failed(reason: str) -> int:
    for line in reason.splitlines():
        sys.stderr.write(f"isnad: {line}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
