"""Programs of the machine that may or may not be there, run within bounds of time and memory."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache, partial
from typing import TYPE_CHECKING

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Sequence

MEMORY = 4 * 2**30
"""Bytes of addresses that such a program may take: LibreOffice maps two billion before it begins."""


@cache
def found(*names: str) -> str | None:
    """Return the path of the first of the programs that is installed; looked for once."""
    return next((path for name in names if (path := shutil.which(name))), None)


def run(command: Sequence[str], given: bytes, seconds: float) -> bytes | None:
    """Return what a program writes that is `given` these bytes; None where it fails or takes longer."""
    try:
        done = subprocess.run(  # noqa: S603  # the program is found by `found`, and no argument is a stranger's
            list(command),
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=True,
            preexec_fn=partial(_limit, seconds) if resource is not None else None,  # bounds alone
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout


def _limit(seconds: float) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
