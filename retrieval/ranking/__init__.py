"""The second stage: features of passages and windows, the choice of quotes, and how sure an answer is.

Imported by `retrieval.ranking.judging`, `retrieval.ranking.preferring`, `retrieval.searcher`, `retrieval.semantic`,
`retrieval.standing`.
"""
