"""SQLite files: connection, transactions, locks, schemas and their migrations.

Imported by any room above it.
"""
