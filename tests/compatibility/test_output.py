"""Plugins that change the output: minify, redirects."""

from __future__ import annotations

from tests.compatibility.conftest import PLANS, check_site, config
from tests.mkdocs.conftest import Make


def test_minified_pages_keep_views_and_the_text_of_code(site: Make):
    tree = PLANS.replace("    - [x] four", "    ```\n    a  b\n      c\n    ```\n\n    - [x] four")
    built = site(tree, config=config("minify: {minify_html: true}"))

    check_site(built)
    assert "a  b\n  c" in built.page("plans/zeta/").select_one("pre").get_text()


def test_minified_scripts_and_styles_are_found(site: Make):
    files = "js_files: [assets/planning/planning.js], css_files: [assets/planning/planning.css]"
    built = site(PLANS, config=config(f"minify: {{minify_js: true, minify_css: true, {files}}}"))

    check_site(built)
    page = built.page("plans/board/")
    for tag, name in ((page.select_one("script[src*=planning]"), "src"), (page.select_one("link[href*=planning]"), "href")):
        assert (built.site / "plans/board" / tag[name]).resolve().is_file()


def test_redirects_to_plans(site: Make):
    built = site(PLANS, config=config("redirects: {redirect_maps: {old.md: plans/alpha.md}}"))

    check_site(built)
    assert "../plans/alpha/" in built.html("old/")


def test_redirects_to_views_if_listed_after_the_plugin(site: Make):
    redirects = "  - redirects: {redirect_maps: {old.md: plans/alpha.md, stand.md: plans/board.md}}"
    built = site(PLANS, config=config(extra=redirects))

    check_site(built)
    assert "../plans/alpha/" in built.html("old/")
    assert "../plans/board/" in built.html("stand/")
