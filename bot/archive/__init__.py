"""The archive of articles: store, versions, index and the library that answers from them.

Imported by any room above it.
"""
