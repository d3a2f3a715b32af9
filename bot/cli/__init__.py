"""The command line: arguments, JSON lines and files of questions and results.

Imported by `bot.__main__`, `bot.commands`, `bot.pages`.
"""
