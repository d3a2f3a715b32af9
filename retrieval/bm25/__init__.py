"""The first stage: BM25 over an inverted index, saved as flat files and mapped.

Imported by any room above it.
"""
