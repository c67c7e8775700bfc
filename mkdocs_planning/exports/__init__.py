"""Portfolio → files for other programs."""
