"""A process that has imported what the bot needs, and forks for each start that it is asked for: see `processes`.

One datagram says what to run. With it come the three streams of the process that is to begin, and a socket on which
its pid is told, and its exit code when it has ended.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import selectors
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules

from bot import commands
from bot.answering.inquiries import interpreter
from bot.configuration import settings as configuration
from bot.loading.load import reading
from bot.telegram.context import messages_by_language
from retrieval.dialogue.interpreter import DialogueInterpreter
from retrieval.dialogue.lists import ConversationLists
from retrieval.dialogue.turns import Context
from retrieval.interpretation.narrowing.filters import Facets
from retrieval.ranking.query_terms import synonyms
from retrieval.ranking.subjects import synonymous
from tests.support.processes.started import Request

MOST = 200_000
"""Bytes that a request may take."""
STREAMS = (("stdin", "r", "strict"), ("stdout", "w", "strict"), ("stderr", "w", "backslashreplace"))


@dataclass
class Forking:
    """The socket that requests come through, and the processes begun, each with the socket on which it is told of."""

    asked: socket.socket
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    begun: dict[int, socket.socket] = field(default_factory=dict)

    def serve(self) -> Request | None:
        """Fork for each request; return what is to be run in a process begun, None once nobody can ask any more."""
        self.selector.register(self.asked, selectors.EVENT_READ)
        while True:
            for key, _ in self.selector.select():
                if key.data:
                    self._end(key.fd, key.data)
                    continue
                packed, fds, _, _ = socket.recv_fds(self.asked, MOST, len(STREAMS) + 1)
                if not packed:
                    self._kill()
                    return None
                if not self._begin(fds):
                    return Request(**json.loads(packed))

    def _begin(self, fds: list[int]) -> bool:
        """Fork; return whether this is still the process that forks."""
        *streams, telling = fds
        pid = os.fork()
        if not pid:
            for number, stream in enumerate(streams):
                os.dup2(stream, number)
            self._let_go(fds)
            return False
        for stream in streams:
            os.close(stream)
        self.begun[pid] = socket.socket(fileno=telling)
        self._tell(pid, pid)
        self.selector.register(os.pidfd_open(pid), selectors.EVENT_READ, pid)
        return True

    def _let_go(self, fds: list[int]) -> None:
        """Close what belongs to the process that forks."""
        ended = [key.fd for key in self.selector.get_map().values() if key.data]
        for fd in (*fds, *ended):
            os.close(fd)
        self.selector.close()
        for telling in (self.asked, *self.begun.values()):
            telling.close()

    def _end(self, watched: int, pid: int) -> None:
        """Tell how a process ended."""
        self.selector.unregister(watched)
        os.close(watched)
        self._tell(pid, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        self.begun.pop(pid).close()

    def _tell(self, pid: int, number: int) -> None:
        with suppress(OSError):
            self.begun[pid].send(b"%d\n" % number)

    def _kill(self) -> None:
        """Kill what still runs."""
        for pid in self.begun:
            os.kill(pid, signal.SIGKILL)


def become(request: Request) -> None:
    """Run what is asked for as this process's own program."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if request.leading:
        os.setsid()
    os.chdir(request.folder)
    os.environ.clear()
    os.environ.update(request.environ)
    for number, (name, mode, errors) in enumerate(STREAMS):
        stream = os.fdopen(number, mode, encoding="utf-8", errors=errors, closefd=False)
        setattr(sys, name, stream)
    gc.enable()
    sys.path[0] = request.folder
    sys.argv = ["", *request.arguments]
    runpy.run_module(request.module, run_name="__main__", alter_sys=True)


def prepare() -> None:
    """Import what any command needs, read the files that ship, and keep it all from who looks for garbage."""
    for module in iter_modules(commands.__path__, "bot.commands."):
        import_module(module.name)
    settings = configuration.load(environ={})
    known = configuration.language(settings)
    messages_by_language(settings)
    reading(settings)
    lists = configuration.plain_data(settings, "conversation.toml", ConversationLists.from_table)
    dialogue = DialogueInterpreter(known, lists, interpreter(settings, known))
    synonyms(known)
    synonymous(known)
    # What is kept for each list of patterns is made when it is first asked for.
    dialogue.interpret("ما الاسم الجديد لجبهة النصرة؟", Context(), Facets())
    gc.collect()
    gc.freeze()


def main(asked: int) -> None:
    """Fork for who asks through this socket."""
    # Who interrupts the tests means them; this process ends when they are gone.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    prepare()
    if request := Forking(socket.socket(fileno=asked)).serve():
        become(request)
