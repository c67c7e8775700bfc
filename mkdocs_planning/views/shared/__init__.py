"""What several views show: cards, flags, filters, facets, groups."""
