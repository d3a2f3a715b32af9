"""Whether an archive answers: what a quote has to hold, and how sure it is that the first one does.

Imported by `bot.operations`, `retrieval.ranking.preferring`, `retrieval.searcher`.
"""
