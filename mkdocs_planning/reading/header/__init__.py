"""Title, status, owners, dates and the other facts of a plan's header."""
