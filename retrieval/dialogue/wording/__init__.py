"""What a message is as text: its script, Latin letters read as Arabic, and the questions it consists of.

Imported by `retrieval.dialogue`.
"""
