"""Questions to answers: what is meant is completed, narrowed, asked and cached, the same on every surface.

Imported by any room above it.
"""
