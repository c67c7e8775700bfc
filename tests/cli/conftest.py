"""Whole sites to compare the commands with, and git without user configuration."""

from __future__ import annotations

from tests.history.conftest import alone
from tests.mkdocs.conftest import site

__all__ = ["alone", "site"]
