"""Cache, memoisation, interning and the clock: what several packages use and no plan is about."""
