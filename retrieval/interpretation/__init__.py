"""What a question means where it is asked: what it leaves out, and what narrows the search.

Imported by `bot.answering`, `bot.telegram.readers`, `retrieval.dialogue`, `retrieval.dialogue.wording`.
"""
