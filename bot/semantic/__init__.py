"""Meaning beside words, where the extra `semantic` is installed: its model, and the reading of passages.

Imported by `bot.archive`, `bot.operations`, `bot.telegram`.
"""
