"""Health and safety: doctor, integrity, backup and restore.

Imported by any room above it.
"""
