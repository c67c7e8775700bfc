"""The only rooms that import MkDocs."""
