"""Meaning beside words: vectors of questions, passages and sentences, kept in files, and what they say for a passage.

Optional: nothing here is imported before an encoder is asked for, and without one ranking does as it always did.

Imported by `bot.archive`, `bot.engine`, `bot.operations`, `bot.semantic`, `retrieval.searcher`.
"""
