"""Files to articles: detection of the format, the reader of each, and the bounds of packed files.

Imported by any room above it.
"""
