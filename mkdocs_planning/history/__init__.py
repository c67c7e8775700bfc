"""A git repository → the history and the review of a site's plans. The only package that runs git.

Former versions are read by the same code as the present ones. :mod:`.history_reader` is the entry point.
"""
