"""THINK: judging a description."""
