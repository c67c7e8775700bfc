"""The style sheet and the script are small and request nothing from other hosts."""

from __future__ import annotations

import gzip
import re

from mkdocs_planning.mkdocs.theme import strip_comments
from tests.views.plans import TEMPLATES

_ASSETS = TEMPLATES / "assets" / "planning"


def test_assets_are_small() -> None:
    styles = strip_comments((_ASSETS / "planning.css").read_text(encoding="utf-8"))
    assert len(gzip.compress(styles.encode())) < 10_000
    assert len(gzip.compress((_ASSETS / "planning.js").read_bytes())) < 15_000


def test_assets_request_no_other_host() -> None:
    for file in _ASSETS.iterdir():
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|@import|url\(\s*[\"']?//", text), file.name


def test_every_style_is_used_by_a_template() -> None:
    css = (_ASSETS / "planning.css").read_text(encoding="utf-8")
    html = "\n".join(file.read_text(encoding="utf-8") for file in (TEMPLATES / "planning").glob("*.html"))
    html += (TEMPLATES.parent / "render" / "phase_bars.py").read_text(encoding="utf-8")
    styled = set(re.findall(r"\.(pl-[a-z-]+)", css))
    fixed = set(re.findall(r"\bpl-[a-z-]+\b", html))
    assert {name for name in styled if not re.match(r"pl-(s|i|n|l|k)-", name)} <= fixed
