"""Decisions with what was chosen, why and when."""
