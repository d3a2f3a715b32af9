"""Changes of an archive: the generations they make, the record of them, the files seen, and what came and went.

Imported by any room above it.
"""
