"""The command `isnad`, also `python -m bot`: results on stdout, progress and errors on stderr.

Exit codes: 0 done; 1 an error, said in a plain sentence; 2 wrong usage; 130 interrupted; 141 the reader of
the output went away.
"""

from __future__ import annotations

import asyncio
import errno
import io
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, TextIO

from bot.cli import arguments
from bot.configuration import settings as configuration
from bot.errors import BotError
from retrieval.errors import RetrievalError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.configuration.settings import Settings


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command line and return its exit code; raises SystemExit(2) on wrong usage."""
    _open_streams()
    # Read and write UTF-8, whatever the locale says.
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
    settings: Settings | None = None
    try:
        given = arguments.parse(argv)
        # Only the command that is called pays for what it imports.
        command = import_module(f"bot.commands.{given.command}")
        settings = configuration.load(given.config, given.archive, serving=given.serving)
        code: int = asyncio.run(command.run(settings, given))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _discard(sys.stdout)
        return 141
    except Exception as error:
        reason = _reason(error)
        if reason is None:
            raise
        return _failed(_phrased(reason, settings))
    _discard(sys.stderr)
    return code


def _reason(error: Exception) -> str | None:
    """Return the sentence that says what went wrong; None for what nobody foresaw."""
    match error:
        case BotError() | RetrievalError():
            return str(error)
        case MemoryError():
            return _NO_MEMORY
        case RuntimeError() | ImportError() if any(lack in str(error).lower() for lack in _LACKS):
            return _NO_MEMORY
        case OSError() if error.errno == errno.EBADF:
            return "the output is closed; give it a place to go to"
        case OSError():
            where = f"{error.filename}: " if error.filename else ""
            return f"{where}{error.strerror or error}; check the name, the rights and the disk"
        case _:
            return None


def _phrased(reason: str, settings: Settings | None) -> str:
    """Return what went wrong in the interface's language, that of Isnad's own settings where there are none."""
    # Only who fails pays for these imports.
    from bot.configuration.messages import read  # noqa: PLC0415
    from bot.rendering.phrases import phrased  # noqa: PLC0415

    with suppress(BotError, MemoryError):
        known = settings or configuration.load(environ={})
        texts = read(known, known.interface.language)
        return "\n".join(phrased(line, texts) for line in reason.splitlines())
    return reason


_NO_MEMORY = "there is too little memory; end other programs, or give this one more"
_LACKS = ("can't start new thread", "failed to map segment", "cannot allocate memory")


def _open_streams() -> None:
    """Let a stream that was closed be there: nothing comes in, what is written out fails, and errors go nowhere.

    A file that is opened later would be written to otherwise, as if it were that stream.
    """
    for name, mode, way in (
        ("stdin", "r", os.O_RDONLY),
        ("stdout", "w", os.O_RDONLY),
        ("stderr", "w", os.O_WRONLY),
    ):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, way), mode))


def _failed(reason: str) -> int:
    # Where nobody can be told, the exit code says that it failed.
    with suppress(OSError):
        for line in reason.splitlines():
            sys.stderr.write(f"isnad: {line}\n")
    for stream in (sys.stdout, sys.stderr):
        _discard(stream)
    return 1


def _discard(stream: TextIO) -> None:
    """Let go of what is still to be written where that failed: it must not fail once more at exit."""
    try:
        stream.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":
    sys.exit(main())
