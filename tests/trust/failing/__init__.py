"""Disks, clocks, sources and Telegram failing."""
