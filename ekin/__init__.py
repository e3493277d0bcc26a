"""ekin."""
