"""A site's ``mkdocs.yml`` is read without MkDocs, for any content, and nothing in it is executed."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_planning.options import ConfigFileError, Options, SiteConfig, load

Project = Callable[..., SiteConfig]
YAML_PIECES = (
    "plugins:\n", "  - planning:\n", "      today: ", "\n", "- ", ": ", "[", "]", "{", "}", "&a ", "*a", "<<: ", "? ", "| ",
    "!!bool ", "!!int ", "!!float ", "!!timestamp ", "!!binary ", "!!set ", "!!omap ", "!!python/name:os.system ", "!ENV ",
    "!relative ", "2026-13-01", "1_000", "0x", "0o9", ".inf", "~", "INHERIT: ", "any.yml", "docs_dir: ", "'", '"', "\\", "#",
    "---\n", "...\n", "\t", "é", "1:60:61", "=", "> ", "%",
)  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Write files and read the first of them as the configuration of a site."""

    def read(**files: str) -> SiteConfig:
        for name, text in files.items():
            (tmp_path / f"{name}.yml").write_text(dedent(text), encoding="utf-8")
        return load(tmp_path / "mkdocs.yml")

    return read


def test_options_and_folders(project: Project, tmp_path: Path):
    site = project(
        mkdocs="""
        site_name: Handbook
        docs_dir: pages
        exclude_docs: |
          /drafts/
          *.tmp.md
        draft_docs: /later/
        plugins:
          - search
          - planning:
              include: plans
              review: {since: 30 days}
        """
    )
    assert site.docs_dir == (tmp_path / "pages").resolve()
    assert site.site_dir == (tmp_path / "site").resolve()
    assert site.excluded == ("/drafts/", "*.tmp.md", "/later/")
    assert (site.options.include, site.options.review.since) == (("plans",), "30 days")
    assert site.problems == ()


@pytest.mark.parametrize(
    "plugins",
    ["[search, planning]", "{search: {}, planning: {}}", "{planning: }", "[planning: ]", "[search]", "", "3", "[[planning]]"],
)
def test_without_options_there_are_defaults(project: Project, plugins: str):
    assert project(mkdocs=f"plugins: {plugins}").options == Options()


@pytest.mark.parametrize("text", ["", "# nothing", "---\n"])
def test_an_empty_file_has_the_defaults(project: Project, tmp_path: Path, text: str):
    site = project(mkdocs=text)
    assert (site.options, site.docs_dir) == (Options(), (tmp_path / "docs").resolve())


def test_plugins_may_be_a_mapping(project: Project):
    assert project(mkdocs="plugins: {planning: {stale_after: 7}}").options.stale_after == 7


def test_problems_are_reported_and_reading_continues(project: Project):
    site = project(mkdocs="plugins: [planning: {stale_after: 0, includ: x, timeline_open: 7}]")
    assert [(problem.option, problem.severity) for problem in site.problems] == [
        ("includ", "warning"),
        ("stale_after", "error"),
    ]
    assert site.options.timeline_open == 7


def test_tags_of_mkdocs_are_supported(project: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PLAN_DAY", "2026-03-31")
    monkeypatch.setenv("PLAN_DAYS", "7")
    monkeypatch.delenv("PLAN_NOTHING", raising=False)
    options = project(
        mkdocs="""
        docs_dir: !ENV [PLAN_NOTHING, docs]
        plugins:
          - planning:
              today: !ENV PLAN_DAY
              stale_after: !ENV [PLAN_NOTHING, PLAN_DAYS, 30]
              timeline_open: !ENV [PLAN_NOTHING, 5]
              dates: !ENV PLAN_NOTHING
        """
    ).options
    assert (options.today, options.stale_after, options.timeline_open, options.dates) == ("2026-03-31", 7, 5, None)


def test_tags_that_make_python_objects_are_not_executed(project: Project, tmp_path: Path):
    mark = tmp_path / "executed"
    site = project(
        mkdocs=f"""
        markdown_extensions:
          - toc:
              slugify: !!python/object/apply:pymdownx.slugs.slugify {{kwds: {{case: lower}}}}
          - pymdownx.emoji:
              emoji_index: !!python/name:material.extensions.emoji.twemoji
          - pymdownx.snippets:
              base_path: [!relative $config_dir/snippets]
        extra:
          run: !!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path ["{mark}"]]
          new: !!python/object/new:os.system [echo]
          own: !anything {{a: [b]}}
        plugins:
          - planning:
              nav: hidden
              dates: !!python/name:os.system
        """
    )
    assert site.options.nav == "hidden"
    assert [problem.message for problem in site.problems] == [
        "a value with the tag !!python/name:os.system is none of day-first, month-first."
    ]
    assert not mark.exists()


def test_inherited_options_are_merged_as_in_mkdocs(project: Project, tmp_path: Path):
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "base.yml").write_text("INHERIT: ../root.yml\nplugins: {planning: {stale_after: 7, nav: hidden}}\n")
    site = project(
        mkdocs="INHERIT: shared/base.yml\nplugins: {planning: {stale_after: 9, owners: {ana: [a]}}}",
        root="docs_dir: pages\nplugins: {planning: {timeline_open: 5, owners: {bo: [b]}}}",
    )
    assert site.docs_dir == (tmp_path / "pages").resolve()
    options = site.options
    assert (options.stale_after, options.nav, options.timeline_open) == (9, "hidden", 5)
    assert options.owners == {"ana": ("a",), "bo": ("b",)}


def test_an_inherited_list_is_replaced(project: Project):
    site = project(mkdocs="INHERIT: base.yml\nplugins: [search]", base="plugins: [planning: {nav: hidden}]")
    assert site.options.nav == "listed"


def test_the_result_matches_mkdocs(project: Project, tmp_path: Path):
    from mkdocs.config import load_config

    files = {
        "mkdocs": "site_name: Test\nINHERIT: base.yml\nplugins: {planning: {stale_after: 9, owners: {ana: [a]}}}",
        "base": "plugins: {search: {}, planning: {stale_after: 7, nav: hidden, owners: {bo: [b]}}}\ndocs_dir: pages",
    }
    (tmp_path / "pages").mkdir()
    site = project(**files)
    config = load_config(config_file=str(tmp_path / "mkdocs.yml"))
    options = config.plugins["planning"].config
    assert options["owners"] == {name: list(aliases) for name, aliases in site.options.owners.items()}
    assert (options["stale_after"], options["nav"]) == (site.options.stale_after, site.options.nav)
    assert (config["docs_dir"], config["site_dir"]) == (str(site.docs_dir), str(site.site_dir))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"mkdocs": "INHERIT: mkdocs.yml"}, "more than 10 files inherit"),
        ({"mkdocs": "INHERIT: base.yml", "base": "INHERIT: mkdocs.yml"}, "more than 10 files inherit"),
        ({"mkdocs": "INHERIT: nothing.yml"}, "nothing.yml: cannot be read (No such file or directory)"),
        ({"mkdocs": "INHERIT: [a]"}, "INHERIT: expected the path of a file, found ['a']"),
        ({"mkdocs": 'INHERIT: "a\\0b"'}, "cannot be read"),
        ({"mkdocs": "INHERIT: ."}, "not a regular file"),
        ({"mkdocs": "- a"}, "expected options such as site_name: Handbook, found ['a']"),
        ({"mkdocs": "a: [b"}, "not valid YAML"),
        ({"mkdocs": "a: !!bool maybe"}, "not valid YAML"),
        ({"mkdocs": "a: !!int ''"}, "not valid YAML"),
        ({"mkdocs": "a: !!timestamp soon"}, "not valid YAML"),
        ({"mkdocs": "date: 2026-13-41"}, "not valid YAML: month must be in 1..12"),
        ({"mkdocs": "a: " + "[" * 20_000}, "nested too deeply"),
        ({"mkdocs": "n: " + "9" * 5000}, "not valid YAML"),
        ({"mkdocs": "? {a: b}\n: c"}, "not valid YAML"),
        ({"mkdocs": "a: \a"}, "not valid YAML"),
        ({"mkdocs": "# " + "x" * 1_000_000}, "more than 1000000 bytes"),
        ({"mkdocs": "docs_dir: [a]"}, "docs_dir: expected a text, found ['a']"),
        ({"mkdocs": 'docs_dir: "a\\0b"'}, "docs_dir: 'a\\x00b' is not a path"),
        ({"mkdocs": "exclude_docs: 3"}, "exclude_docs: expected a text, found 3"),
    ],
    ids=str,
)
def test_an_unusable_file_is_reported_with_the_reason(project: Project, files: dict[str, str], said: str):
    with pytest.raises(ConfigFileError) as error:
        project(**files)
    assert said in str(error.value)


def test_a_pipe_is_refused_without_blocking(tmp_path: Path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    os.mkfifo(tmp_path / "mkdocs.yml")
    with pytest.raises(ConfigFileError, match="not a regular file"):
        load(tmp_path / "mkdocs.yml")


def test_exponential_merges_are_bounded(project: Project):
    lines = ["m0: &m0 {" + ", ".join(f"k{n}: 1" for n in range(50)) + "}"]
    lines += [f"m{n}: &m{n} {{<<: [*m{n - 1}, *m{n - 1}]}}" for n in range(1, 60)]
    with suppress(ConfigFileError):  # PyYAML before 6.0.4 doubles them
        assert project(mkdocs="\n".join(lines)).options == Options()


def test_exponential_and_recursive_aliases_are_bounded(project: Project):
    def nested(name: str) -> str:
        lines = [f"x0: &{name}0 {{leaf: {name}}}"]
        lines += [f"x{n}: &{name}{n} {{a: *{name}{n - 1}, b: *{name}{n - 1}}}" for n in range(1, 60)]
        return "\n".join([*lines, f"loop: &{name} {{again: *{name}}}", "plugins: {planning: {nav: hidden}}"])

    assert project(mkdocs="INHERIT: base.yml\n" + nested("c"), base=nested("p")).options.nav == "hidden"


@settings(max_examples=200, deadline=None)
@given(content=st.one_of(st.binary(), st.lists(st.sampled_from(YAML_PIECES), max_size=30).map("".join).map(str.encode)))
def test_no_content_makes_reading_fail_in_another_way(tmp_path_factory: pytest.TempPathFactory, content: bytes):
    file = tmp_path_factory.getbasetemp() / "any.yml"
    file.write_bytes(content)
    with suppress(ConfigFileError):
        assert isinstance(load(file).options, Options)
