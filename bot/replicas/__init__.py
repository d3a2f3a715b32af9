"""Replicas: copies of an archive that is written elsewhere, followed on a disk or offered and fetched by HTTP.

Imported by `bot.commands`, `bot.telegram.app`.
"""
