"""What PyYAML raises for text that is not valid YAML."""

from __future__ import annotations

import yaml

YAML_ERRORS = (yaml.YAMLError, ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)
"""Its constructors raise more than its own errors: ValueError for a month 13, KeyError for ``!!bool maybe``,
IndexError for ``!!int ''``, AttributeError for ``!!timestamp soon``, RecursionError for deep nesting."""
