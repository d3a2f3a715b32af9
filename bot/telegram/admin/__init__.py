"""What the groups of admins' commands share: requests, background jobs, lists, previews and menus.

Imported by `bot.telegram.admin.commands`, `bot.telegram.app`.
"""
