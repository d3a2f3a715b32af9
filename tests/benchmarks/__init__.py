"""Measurements run by hand, and the floors that tests hold."""
