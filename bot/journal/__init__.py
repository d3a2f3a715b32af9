"""Readers' data: questions, conversations, access, drafts, audit and usage, in a file of their own.

Imported by any room above it.
"""
