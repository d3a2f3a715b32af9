"""What takes long to make and is only read or copied afterwards: made once for all workers of a run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bot.database import lock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


def shared(factory: pytest.TempPathFactory) -> Path:
    """Return the folder that all workers of a run have in common."""
    return factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else factory.getbasetemp()


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that the first worker to ask for it makes; it is whole when anybody sees it."""
    folder, unfinished = shared(factory) / name, shared(factory) / f"{name}.unfinished"
    with lock.alone(unfinished):
        if not folder.exists():
            unfinished.mkdir(exist_ok=True)
            make(unfinished)
            unfinished.rename(folder)
    return folder
