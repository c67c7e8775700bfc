"""The changelog of a plan."""
