"""Which of the quotes that rank high tells what is asked for: who holds an office, what somebody is, which is the most.

Imported by `retrieval.searcher`.
"""
