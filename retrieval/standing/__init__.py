"""Questions that stand while articles come: which of them an article names, and which ask for the same.

Imported by `bot.editorial`, `bot.following`.
"""
