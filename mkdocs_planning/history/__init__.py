"""A repository → the past of its plans, by the same reader. The one room that knows git."""
