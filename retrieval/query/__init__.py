"""What a reader means: the parsed question, what it leaves out, and what narrows the search.

Imported by `bot.answering`, `bot.commands`, `bot.journal`, `retrieval.archive`, `retrieval.ranking`.
"""
