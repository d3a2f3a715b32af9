"""Files and folders to batches of articles in an archive, each id once, unchanged files skipped.

Imported by `bot.commands`, `bot.sources`, `bot.telegram.admin.commands`, `bot.telegram.app`.
"""
