"""A site of three hundred generated plans shows the expected facts in every view."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.generator import generate, write_plans
from tests.mkdocs.conftest import Built

MADE = generate(300, seed=7)
CONFIG = {
    "site_name": "Generated",
    "theme": {"name": "mkdocs", "highlightjs": False},
    "plugins": [{"planning": {"today": "2026-06-01"}}],
}


def _status(element: Tag) -> str:
    """The status in an element's class (``pl-s-in-progress``)."""
    return next(name.removeprefix("pl-s-") for name in element.get_attribute_list("class") if str(name).startswith("pl-s-"))


def _text(element: Tag | None) -> str:
    assert element is not None
    return " ".join(element.get_text().split())


def _counts(text: str) -> tuple[int, int]:
    done, _, total = text.partition("/")
    return int(done), int(total)


def _cards(board: BeautifulSoup) -> list[tuple[str, str, str, tuple[int, int]]]:
    found: list[tuple[str, str, str, tuple[int, int]]] = []
    for column in board.select(".pl-col"):
        for card in column.select(".pl-card"):
            link = card.select_one("a[href]")
            assert link is not None
            found.append((str(link["href"]), _text(link), _status(column), _counts(_text(card.select_one(".pl-progress")))))
    return found


def _rows(progress: BeautifulSoup) -> list[tuple[str, str, str, tuple[int, int]]]:
    found: list[tuple[str, str, str, tuple[int, int]]] = []
    for row in progress.select(".pl-list > tbody"):
        link = row.select_one(".pl-name a[href]")
        assert link is not None
        found.append((str(link["href"]), _text(link), _status(row), _counts(_text(row.select_one(".pl-num")))))
    return found


def test_every_view_matches_the_generator(tmp_path: Path) -> None:
    write_plans(MADE, tmp_path / "docs")
    (tmp_path / "mkdocs.yml").write_text(json.dumps(CONFIG), encoding="utf-8")
    build(load_config(config_file=str(tmp_path / "mkdocs.yml"), strict=True))
    built = Built(tmp_path, [])
    data = built.data()
    by_source = {made.source: made.truth for made in MADE}

    assert sorted(built.sources()) == sorted(by_source)
    truth: list[tuple[str, str, str, tuple[int, int]]] = []
    for plan in data["plans"]:
        told = by_source[plan["source"]]
        assert (plan["id"], plan["title"], plan["status"]) == (told.id, told.title, told.status)
        assert plan["boxes"] == {"done": told.done, "total": told.total}
        assert plan["progress"] == {"done": told.done, "total": told.total, "active": 0, "dropped": 0}
        truth.append((plan["url"], told.title, told.status, (told.done, told.total)))
    assert data["totals"]["progress"]["done"] == sum(told.done for told in by_source.values())
    assert data["totals"]["progress"]["total"] == sum(told.total for told in by_source.values())

    for path, read in (("plans/board/", _cards), ("plans/progress/", _rows)):
        shown = [(urljoin(path, href), *rest) for href, *rest in read(built.page(path))]
        assert sorted(shown) == sorted(truth), path
    assert built.broken_links() == []
