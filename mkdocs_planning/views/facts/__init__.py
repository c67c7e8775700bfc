"""Facts about plans that several views show: flags, ages, progress, dependencies, slips, forecasts."""
