"""The forward index: articles as numbered words, pieces and passages, built in portions and saved.

Imported by `retrieval.archive`, `retrieval.first_stage`, `retrieval.ranking`, `retrieval.semantic`.
"""
