"""Answers of the editors: written by hand or pointing to a passage, kept in the archive, found by like questions.

Imported by any room above it.
"""
