"""KEEP: files and other systems."""
