"""Question files to figures with intervals.

Imported by `bot.cli`, `bot.commands`.
"""
