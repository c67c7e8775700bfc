"""The words of the user interface."""
