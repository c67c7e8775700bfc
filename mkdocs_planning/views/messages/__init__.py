"""The text of the user interface: the catalogue type and one module a language."""
