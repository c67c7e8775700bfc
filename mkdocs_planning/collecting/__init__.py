"""Which files are plans, which files are one plan, and all plans as one Portfolio."""
