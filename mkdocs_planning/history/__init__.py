"""A git repository → the past of its plans, read by the same reader. The only package that runs git."""
