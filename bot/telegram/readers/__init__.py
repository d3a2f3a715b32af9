"""What readers may do: questions, buttons, commands, inline queries, channel posts.

Imported by `bot.telegram.admin`, `bot.telegram.app`.
"""
