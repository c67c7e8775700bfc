"""Commands read the options of a site from its ``mkdocs.yml`` without MkDocs, and report errors in them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_planning.cli.main import main


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs" / "plans").mkdir(parents=True)
    (tmp_path / "docs" / "plans" / "a.md").write_text("# Alpha\n\n**Status**: verschifft\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def run(options: str, *arguments: str, before: str = "") -> Result:
    Path("mkdocs.yml").write_text(f"{before}\nsite_name: T\nplugins: [search, planning: {options}]\n", encoding="utf-8")
    return CliRunner().invoke(main, [*arguments, "--config", "mkdocs.yml"])


def test_options_apply():
    result = run("{statuses: {verschifft: complete}, today: 2026-03-15}", "read", "docs")
    assert [plan["status"] for plan in json.loads(result.stdout_bytes)["plans"]] == ["complete"]


def test_an_invalid_option_is_an_error():
    result = run("{stale_after: soon}", "read", "docs")
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: mkdocs.yml: option `stale_after` of planning: Expected a whole number of at least 1, found 'soon'.\n"
    )


def test_options_that_are_not_a_mapping_are_an_error():
    assert "mkdocs.yml: planning: Expected options such as include: plans/**, found 3." in run("3", "read", "docs").stderr


def test_an_unknown_option_is_a_warning():
    result = run("{includ: x}", "read", "docs")
    assert result.exit_code == 0
    assert "option `includ` of planning: Unrecognised configuration name: includ. Did you mean include?" in result.stderr


def test_a_cache_in_the_project_folder_is_an_error():
    for folder in ("''", ".", "/", str(Path.cwd().parent)):
        assert "the folder of the project or one above it" in run(f"{{cache_dir: {folder}}}", "read", "docs").stderr


def test_an_unreadable_configuration_is_an_error():
    assert "not valid YAML" in run("{a: [}", "read", "docs").stderr
    assert "cannot be read" in CliRunner().invoke(main, ["read", "docs", "--config", "none.yml"]).stderr


def test_no_code_in_a_configuration_is_executed():
    result = run("{}", "read", "docs", before="extra: !!python/object/apply:pathlib.Path.touch [executed]")
    assert result.exit_code == 0
    assert not Path("executed").exists()


def test_mkdocs_is_not_needed():
    Path("mkdocs.yml").write_text("site_name: T\nplugins: [planning: {nav: hidden}]\n", encoding="utf-8")
    program = (
        "import sys; from mkdocs_planning.cli.main import main; "
        "main(['read', 'docs', '--config', 'mkdocs.yml'], standalone_mode=False); "
        "found = {name.split('.')[0] for name in sys.modules} & {'mkdocs', 'properdocs', 'jinja2', 'markdown'}; "
        "print(sorted(found), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stderr.strip() == "[]"
