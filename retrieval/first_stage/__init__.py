"""Where the best passages for weighted terms come from: one protocol, and the segments of this machine behind it.

Imported by `bot.engine`, `retrieval.archive`, `retrieval.ranking`, `retrieval.searcher`.
"""
