"""What readers may do: questions, buttons, links, commands, channel posts.

Imported by `bot.telegram.admin`, `bot.telegram.admin.commands`, `bot.telegram.app`, `bot.telegram.events`,
`bot.telegram.following`.
"""
