"""The small progress bar in each phase heading of a plan page."""

from __future__ import annotations

import markdown
from bs4 import BeautifulSoup

from mkdocs_planning.model.plan import Plan
from mkdocs_planning.reading.plan import read_plan
from mkdocs_planning.render.anchors import anchor_id
from mkdocs_planning.render.phase_bars import phase_bars, with_phase_bars
from mkdocs_planning.views.messages.english import ENGLISH

_TEXT = """# Plan

**Status**: In Progress

## Phase 1: Ground
- [x] a
- [ ] b

### Step 1: Dig
- [x] c

## Phase 2: Walls & <b>roof</b>
- [x] d

## Phase 3: Nothing to tick

Words.

## Notes
- n
"""


def _page(text: str, **toc: object) -> tuple[str, Plan]:
    """The page of *text* as MkDocs renders it, with anchors at its headings."""
    plan = read_plan(text, "plans/p.md")
    lines = [
        f'{line[: line.index(" ") + 1]}<a id="{anchor_id(n)}"></a>{line[line.index(" ") + 1 :]}'
        if line.startswith("##")
        else line
        for n, line in enumerate(text.split("\n"), 1)
    ]
    return markdown.markdown("\n".join(lines), extensions=["toc"], extension_configs={"toc": toc}), plan


def _headings(html: str) -> dict[str, str]:
    soup = BeautifulSoup(html, "html.parser")
    found: dict[str, str] = {}
    for heading in soup.select("h1, h2, h3"):
        bar = heading.select_one(".pl-mini")
        said = " ".join(bar.extract().get_text(" ").split()) if bar else ""
        found[heading.get_text().strip().removesuffix("¶")] = said
    return found


def test_each_phase_heading_shows_its_progress() -> None:
    html, plan = _page(_TEXT)
    assert _headings(with_phase_bars(html, phase_bars([plan], "plans/p.md", ENGLISH))) == {
        "Plan": "",
        "Phase 1: Ground": "2/3 done",
        "Step 1: Dig": "1/1 done",
        "Phase 2: Walls & roof": "1/1 done",
        "Phase 3: Nothing to tick": "",
        "Notes": "",
    }


def test_the_bar_precedes_the_permalink() -> None:
    html, plan = _page(_TEXT, permalink=True)
    soup = BeautifulSoup(with_phase_bars(html, phase_bars([plan], "plans/p.md", ENGLISH)), "html.parser")
    heading = soup.select_one("h2")
    assert [tag["class"][-1] for tag in heading.find_all(["span", "a"], recursive=False) if tag.get("class")] == [
        "pl-s-in-progress",
        "headerlink",
    ]


def test_ids_and_other_text_are_unchanged() -> None:
    html, plan = _page(_TEXT)
    made = BeautifulSoup(with_phase_bars(html, phase_bars([plan], "plans/p.md", ENGLISH)), "html.parser")
    for bar in made.select(".pl-mini"):
        bar.extract()
    assert " ".join(made.get_text().split()) == " ".join(BeautifulSoup(html, "html.parser").get_text().split())


def test_phases_of_another_file_are_not_shown_here() -> None:
    html, plan = _page(_TEXT)
    assert with_phase_bars(html, phase_bars([plan], "plans/other.md", ENGLISH)) == html


def test_an_anchor_inside_another_heading_is_ignored() -> None:
    _, plan = _page(_TEXT)
    html = '<h2 id="x"><a id="planning-L3"></a><a id="planning-L5"></a>Before</h2><p>text</p>'
    assert with_phase_bars(html, phase_bars([plan], "plans/p.md", ENGLISH)) == html
