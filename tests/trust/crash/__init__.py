"""Processes that are killed at random moments, and what must be left each time."""
