"""What is asked of an archive beside questions: lists, numbers, single articles and their versions, near duplicates.

Imported by `bot.answering`, `bot.archive`, `bot.engine`, `bot.rendering`.
"""
