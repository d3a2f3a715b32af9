"""Answers that go on from what was shown before: from the last article, its quotes, and what was spoken of.

Imported by `bot.answering.responder`.
"""
