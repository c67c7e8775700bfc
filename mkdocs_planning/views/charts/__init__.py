"""Charts: time axis, burn-up, dependency graph."""
