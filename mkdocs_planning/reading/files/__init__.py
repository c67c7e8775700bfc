"""The files of the code base that a plan touches."""
