"""Whether the engine that keeps the archive is sound, and holds what this Isnad can answer from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.configuration import settings as configuration
from bot.engine.client import Engine
from bot.engine.layout import STATE, recipe
from bot.errors import EngineError
from bot.operations.findings import Finding, Health

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.configuration.settings import Settings

FULL = 0.85
"""The part of a node's disk from which on OpenSearch puts no more on it; at 0.95 it makes indexes read-only."""


def engine(settings: Settings) -> Iterator[Finding]:
    """Yield what can be said of the engine, nothing where none is set."""
    if not settings.engine.urls:
        return
    try:
        with Engine(settings.engine) as asked:
            yield from _cluster(asked)
            yield from _archive(asked, settings)
    except EngineError as error:
        remedy = "look whether its nodes run, and at [engine] in settings.toml"
        yield Finding("engine", Health.WRONG, str(error), remedy)


def _cluster(asked: Engine) -> Iterator[Finding]:
    version = asked.ask("GET", "/")["version"]["number"]
    health = asked.ask("GET", "/_cluster/health")
    nodes, missing = health["number_of_data_nodes"], health["unassigned_shards"]
    says = f"OpenSearch {version} has {nodes} nodes and {health['active_shards']} shards, replicas included"
    yield Finding("engine", Health.GOOD, says)
    if health["status"] == "yellow":
        says = f"{missing} replicas stand nowhere"
        yield Finding("engine", Health.NOTE, says, "start the nodes that are away")
    elif health["status"] == "red":
        says = f"{missing} shards and replicas stand nowhere, so that nothing can be answered"
        yield Finding("engine", Health.WRONG, says, "start the nodes that are away")
    if nodes < 2:
        yield Finding("engine", Health.NOTE, "one node keeps everything once", "with three, one may die")
    for node in asked.ask("GET", "/_nodes/stats/fs")["nodes"].values():
        disk = node["fs"]["total"]
        used = 1 - disk["available_in_bytes"] / max(disk["total_in_bytes"], 1)
        if used > FULL:
            says = f"the disk of {node['name']} is full by {used:.0%}"
            yield Finding("engine", Health.WRONG, says, "make room, or nothing more is taken")


def _archive(asked: Engine, settings: Settings) -> Iterator[Finding]:
    alias = settings.engine.alias
    found = asked.ask("GET", f"/_alias/{alias}")
    if not found:
        yield Finding(
            "engine", Health.NOTE, f"there is no archive called {alias} yet", "`isnad load` makes it"
        )
        return
    index = next(iter(found))
    state = (asked.ask("GET", f"/{index}-lexicon/_doc/{STATE}") or {}).get("_source", {})
    if state.get("recipe") != recipe(configuration.language(settings), settings.retrieval):
        says = f"{index} was made with other word lists or settings than these"
        yield Finding("engine", Health.WRONG, says, "use the settings of who wrote it, or load it anew")
    else:
        says = f"{index} is sound and holds {state['articles']} articles"
        yield Finding("engine", Health.GOOD, says)
