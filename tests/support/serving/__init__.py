"""The program's parts and its servers at work inside a test."""
