"""The options of a site."""
