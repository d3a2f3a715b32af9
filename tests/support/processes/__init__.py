"""Processes that tests start: `start` and `run` do what `python -m` does, without its imports.

To import what the bot needs takes .5 to 1.2 seconds of a processor, and tests start two hundred processes. So each
worker of the tests has one process that has imported everything and forks (`forking`). What it forks is a process like
any other: with a pid, a memory, an environment and a folder of its own, and whoever kills it kills it alone.

What an interpreter settles before its first line is not shown by these: locale, UTF-8 mode, `-W`, limits of memory.
Tests of that start `python -m bot` itself, as do those of the entry points (`tests/bot/test_main.py`, `tests/e2e`,
`tests/trust/failing`).
"""

from tests.support.processes.started import Started, run, start

__all__ = ["Started", "run", "start"]
