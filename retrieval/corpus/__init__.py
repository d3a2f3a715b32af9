"""The forward index: articles as numbered words, pieces and passages, built in portions and saved.

Imported by any room above it.
"""
