"""Phases, their steps, and milestones."""
