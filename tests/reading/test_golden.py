"""Every golden file is read as it states (``golden/<subject>/<name>.md``; see ``golden_files`` for the format)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.golden_files import FOLDER, difference, golden_files, load, read


def _name(path: Path) -> str:
    return path.relative_to(FOLDER).with_suffix("").as_posix()


@pytest.mark.parametrize("path", golden_files(), ids=_name)
def test_golden_file(path: Path) -> None:
    golden = load(path)
    found = difference(golden.expected, read(golden))
    if found:
        pytest.fail(f"{golden.title} ({_name(path)})\n\n{found}", pytrace=False)


def test_a_difference_is_shown() -> None:
    expected = {"title": "Cache", "tasks": [{"text": "a"}, {"text": "b"}]}
    actual = {"title": "Cache", "status": "draft", "tasks": [{"text": "a", "line": 3}]}
    assert difference(expected, actual).splitlines()[-2:] == [" - text: a", "-- text: b"]
    assert difference({"title": "Cache"}, actual) == ""
    assert "there is no such key" in difference({"titel": "Cache"}, actual)
    assert difference({"tasks": []}, actual)


def test_titles_are_unique() -> None:
    seen: dict[str, str] = {}
    for path in golden_files():
        golden = load(path)
        assert golden.title not in seen, f"{_name(path)} and {seen[golden.title]} have the same title"
        seen[golden.title] = _name(path)
