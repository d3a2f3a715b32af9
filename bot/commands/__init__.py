"""One module for each command of the command line.

Imported by `bot.__main__`.
"""
