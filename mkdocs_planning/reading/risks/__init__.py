"""Risks and assumptions."""
