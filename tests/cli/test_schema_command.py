"""``mkdocs-planning schema``: the schema of the installed version."""

from __future__ import annotations

import json

from click.testing import CliRunner

from mkdocs_planning.cli.main import main
from mkdocs_planning.options.json_schema import mkdocs_schema


def test_it_prints_the_schema_of_the_options():
    result = CliRunner().invoke(main, ["schema"])
    assert result.exit_code == 0
    assert json.loads(result.stdout_bytes) == mkdocs_schema()
