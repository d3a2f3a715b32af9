"""Tests of the strict server with the real client."""
