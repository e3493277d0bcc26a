"""THINK: measures of performance, each with its n and an interval."""
