"""Open and answered questions."""
