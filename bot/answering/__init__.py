"""Questions to answers: what is meant is completed, narrowed, asked and cached, the same on every surface.

Imported by `bot.commands`, `bot.telegram`, `bot.telegram.messages`, `bot.telegram.readers`, `bot.terminal`.
"""
