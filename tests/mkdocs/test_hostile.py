"""For any content of a plan the build succeeds, a warning names file and line, and every other plan is shown."""

from __future__ import annotations

import pytest

from mkdocs_planning.collecting.page_reader import MAX_BYTES
from tests.mkdocs.conftest import CONFIG, Built, Make
from tests.work import counting

GOOD = "docs/plans/good.md\n    # Good\n\n    - [x] done\n"
BAD = "docs/plans/bad.md"


def good_is_shown(built: Built) -> bool:
    assert "Good" in built.main("plans/board/").get_text()
    assert built.plan("plans/good.md")["boxes"] == {"done": 1, "total": 1}
    return built.exists("plans/bad/index.html")


def test_an_empty_file(site: Make):
    built = site(GOOD, binary={BAD: b""})

    assert good_is_shown(built)
    assert built.plan("plans/bad.md")["boxes"] == {"done": 0, "total": 0}


def test_five_megabytes_of_boxes(site: Make):
    content = b"# Bad\n\n" + b"- [ ] a\n- [x] b\n" * (5 * 1024 * 1024 // 16)
    built = site(GOOD, binary={BAD: content})

    assert good_is_shown(built)
    lines = content[:MAX_BYTES].split(b"\n")[:-1]  # the last one is truncated
    read = f"{sum(len(line) + 1 for line in lines):,} are read, up to this line"
    boxes = {"done": lines.count(b"- [x] b"), "total": len(lines) - 2}
    assert built.plan("plans/bad.md")["boxes"] == boxes
    assert [w.split(";")[0] for w in built.warnings] == [
        f"plans/bad.md:{len(lines)}: of the {len(content):,} bytes of this file only the first {read}",
        f"plans/bad.md:1: {len(content):,} bytes, more than {MAX_BYTES:,}",
    ]
    shown = built.main("plans/bad/").select_one("pre.planning-preformatted").get_text()
    assert shown.count("\n") == content.count(b"\n")


def test_a_file_with_one_very_long_line(site: Make):
    built = site(GOOD, binary={BAD: b"# Bad " + b"x" * MAX_BYTES})

    assert good_is_shown(built)
    assert built.plan("plans/bad.md")["title"].startswith("Bad x")
    assert any(w.startswith("plans/bad.md:1: of the ") for w in built.warnings)


def test_bytes_that_are_not_utf_8(site: Make):
    built = site(GOOD, binary={BAD: "# Überblick\n\n**Owner**: José\n".encode("latin-1")})

    assert good_is_shown(built)
    assert "berblick" in built.main("plans/bad/").h1.get_text()


def test_crlf_and_a_bom(site: Make):
    text = (
        "\ufeff---\r\ntitle: Windows\r\nstatus: blocked\r\n---\r\n# Windows\r\n\r\n**Owner**: ana\r\n\r\n- [x] a\r\n- [ ] b\r\n"
    )
    built = site(GOOD, binary={BAD: text.encode()})

    assert good_is_shown(built)
    plan = built.plan("plans/bad.md")
    assert (plan["title"], plan["status"], plan["owners"], plan["boxes"]) == (
        "Windows",
        "blocked",
        ["ana"],
        {"done": 1, "total": 2},
    )
    assert [task["line"] for task in plan["tasks"]] == [9, 10]
    assert built.main("plans/bad/").select_one("#planning-L9")
    assert "\ufeff" not in built.html("plans/bad/")
    assert built.warnings == []


def test_an_unclosed_fence(site: Make):
    built = site(GOOD, binary={BAD: b"# Bad\n\n- [x] real\n\n```python\n- [ ] code\n"})

    assert good_is_shown(built)
    assert built.plan("plans/bad.md")["boxes"] == {"done": 1, "total": 1}


def test_a_list_nested_ten_thousand_deep(site: Make):
    deep = "# Deep\n\n" + "".join(f"{'  ' * n}- [ ] {n}\n" for n in range(700)) + "- " * 10_000 + "x\n"
    built = site(GOOD, binary={BAD: deep.encode()})

    assert good_is_shown(built)
    assert any(w.startswith("plans/bad.md:") and "nested more than 100 deep" in w for w in built.warnings)
    assert "- [ ] 699" in built.main("plans/bad/").select_one("pre.planning-preformatted").get_text()
    assert built.main("plans/bad/").h1.get_text() == "Deep"


def test_a_deep_list_that_only_python_markdown_recognises(site: Make):
    deep = "# Deep\n\n```\n" + "".join(f"{'    ' * n}- {n}\n" for n in range(700))
    built = site(GOOD, binary={BAD: deep.encode()})

    assert good_is_shown(built)
    assert [w for w in built.warnings if w.startswith("plans/bad.md:10") and "nested more than 100 deep" in w]


def test_thousands_of_headings(site: Make):
    built = site(GOOD, binary={BAD: b"# Bad\n" + b"## Again\n" * 50_000})

    assert good_is_shown(built)
    assert [w for w in built.warnings if w.startswith("plans/bad.md:2001: 50,001 headings, more than 2,000")]


@pytest.mark.parametrize(
    "text",
    ["[" * 200_000, "![" * 100_000, "[a](" * 60_000, "<a " * 80_000, "---\n" * 60_000, "!!! a\n" * 40_000, "```\n" * 60_000],
    ids=["brackets", "images", "links", "tags", "rules", "admonitions", "fences"],
)
def test_text_that_takes_python_markdown_minutes(site: Make, text: str):
    built = site(GOOD, binary={BAD: f"# Bad\n\n{text}\n".encode()})

    assert good_is_shown(built)
    assert any(w.startswith("plans/bad.md:3: too many") for w in built.warnings)
    shown = built.main("plans/bad/").select_one("pre.planning-preformatted")
    assert shown.get_text().strip() == f"# Bad\n\n{text}".strip(), "Python-Markdown is not given the text"


def test_text_that_makes_python_markdown_fail(site: Make):
    built = site(GOOD, binary={BAD: b"# Bad\n\n" + b"*" * 8000 + b"a" + b"*" * 8000})

    assert good_is_shown(built)
    assert any(w.startswith("plans/bad.md:1: Markdown fails on this page (RecursionError") for w in built.warnings)
    assert built.main("plans/bad/").select_one("pre.planning-preformatted")
    assert built.page("plans/bad/").title.get_text().startswith("Bad")


@pytest.mark.parametrize(
    "front",
    [
        "- a\n- list",
        "42",
        "owner: @ana\nstatus: blocked",
        "date: 2026-13-45",
        "a: &a [x]\n" + "\n".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]" for n in range(20)),
        "a: &a {x: 1}\n" + "\n".join(f"{'b' * n}: &{'b' * n} {{<<: [*{'b' * (n - 1) or 'a'}, *a]}}" for n in range(1, 30)),
        "loop: &loop [*loop]",
        "[" * 20_000,
        "template: nowhere.html\nicon: nothing\nhide: 5\nsearch: 3\ntags: 7\ntitle: [a, b]\ndescription: {a: b}",
        "template: planning/board.html",
        "template: ../../etc/passwd",
    ],
    ids=["list", "number", "at", "month", "aliases", "merges", "loop", "deep", "theme", "ours", "path"],
)
@pytest.mark.parametrize("theme", ["mkdocs", "material"])
def test_invalid_or_hostile_front_matter(site: Make, front: str, theme: str):
    with counting("mkdocs_planning") as work:
        built = built_with_front_matter(site, front, theme)

    assert "Good" in built.html("plans/board/")
    assert built.plan("plans/bad.md")["title"]
    assert built.plan("plans/bad.md")["boxes"] == {"done": 0, "total": 1}
    assert all(w.startswith("plans/bad.md:") for w in built.warnings)
    assert built.warnings
    with counting("mkdocs_planning") as usual:
        built_with_front_matter(site, "owner: ana", theme)
    assert work.calls < 2 * usual.calls


def built_with_front_matter(site: Make, front: str, theme: str) -> Built:
    return site(
        GOOD
        + f"{BAD}\n    ---\n"
        + "".join(f"    {line}\n" for line in front.split("\n"))
        + "    ---\n    # Bad\n\n    - [ ] a\n",
        config=CONFIG.replace("theme: mkdocs", f"theme: {theme}"),
    )


def test_two_plans_with_one_id(site: Make):
    built = site(
        GOOD + "docs/plans/a.md\n    # A\n\n    **Plan ID**: X-1\n" + "docs/plans/b.md\n    # B\n\n    **Plan ID**: X-1\n"
    )

    assert {plan["id"] for plan in built.data()["plans"]} == {"X-1", "plans/b", "plans/good"}
    assert [w.split(":", 2)[0] for w in built.warnings] == ["plans/a.md", "plans/b.md"]


@pytest.mark.parametrize("theme", ["mkdocs", "material", "readthedocs"])
@pytest.mark.parametrize("where", ["heading", "front", "label", "link"])
def test_text_of_plans_is_not_trusted_as_html(site: Make, theme: str, where: str):
    evil = '<script>alert("x")</script><img src=x onerror=alert(1)>'
    text = {
        "heading": f"# Bad {evil}\n\n## Phase 1: {evil}\n\n- [ ] {evil}\n\n| Risk | Impact |\n|--|--|\n| {evil} | high |\n",
        "front": f"---\ntitle: 'Bad {evil}'\nowner: '{evil}'\ntags: ['{evil}']\ndescription: '\">{evil}'\n---\n\ntext\n",
        "label": f"# Bad\n\n**Owner**: {evil}\n**Status**: Going {evil}\n**{evil}**: {evil}\n\n## Questions\n\n- {evil}\n",
        "link": "# Bad [a](javascript:alert(1))\n\n**Spec**: [x](javascript:alert(1))\n**Plan**: [y](<java\tscript:a(1)>)\n",
    }[where]
    built = site(GOOD, binary={BAD: text.encode()}, config=CONFIG.replace("theme: mkdocs", f"theme: {theme}"))

    for path in sorted(built.site.rglob("*.html")):
        html = path.read_text()
        assert "<script>alert" not in html, path
        page = built.page(str(path.relative_to(built.site)))
        assert not [tag for tag in page.find_all(True) if tag.has_attr("onerror")], path
        assert not [a for a in page.select("a[href]") if "script:" in a["href"]], path


def test_a_page_that_cannot_be_read(site: Make, tmp_path):
    (tmp_path / "docs/plans").mkdir(parents=True)
    (tmp_path / BAD).symlink_to("nowhere.md")
    built = site(GOOD)

    assert good_is_shown(built)
    assert built.warnings == ["plans/bad.md:1: this page cannot be read: No such file or directory"]


def test_problems_of_plans_are_warnings_with_file_and_line(site: Make):
    built = site(GOOD + f"{BAD}\n    ---\n    title: a\n    owner: @ana\n    ---\n    # Bad\n")

    assert len(built.warnings) == 1
    assert built.warnings[0].startswith("plans/bad.md:3: ")
