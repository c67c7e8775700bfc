"""The options of a site: one schema, from which the plugin's configuration, its documentation and a JSON schema follow.

Nothing here needs MkDocs.

- :mod:`.schema` has all options, with their types, defaults and documentation. A new option is added there.
- :func:`parse` reads options that are loaded already, :func:`load` a site's ``mkdocs.yml``.
- :mod:`.site_folders` finds the folders that options name.
"""

from __future__ import annotations

from mkdocs_planning.options.config_file import ConfigFileError, SiteConfig, load
from mkdocs_planning.options.parsing import ConfigProblem, parse
from mkdocs_planning.options.schema import Options

__all__ = ["ConfigFileError", "ConfigProblem", "Options", "SiteConfig", "load", "parse"]
