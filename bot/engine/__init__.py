"""An archive in OpenSearch: published by one Isnad, answered from by any number of them.

Imported by `bot.archive`, `bot.operations`.
"""
