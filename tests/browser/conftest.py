"""The example site in a real browser: the installed Chromium, driven by Playwright.

The browser is the one in ``PLANNING_BROWSER``, or the first of the usual names on the path. Without a browser the
tests are skipped; with ``CI`` set they fail.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page, Request, sync_playwright

EXAMPLE = Path(__file__).parents[2] / "example_site" / "mkdocs.yml"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage"]
ADVICE = "no browser found: install Chromium, or name one with PLANNING_BROWSER=/path/to/chromium"


def browser_path() -> str | None:
    return os.environ.get("PLANNING_BROWSER") or next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = browser_path()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(ADVICE, pytrace=False)
        pytest.skip(ADVICE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class _Quiet(SimpleHTTPRequestHandler):
    """Logs nothing, neither requests nor pages that are left before they are complete."""

    headers_sent: Mapping[str, str] = {}

    def end_headers(self) -> None:
        for name, value in self.headers_sent.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def copyfile(self, source: Any, outputfile: Any) -> None:
        with suppress(ConnectionError):
            super().copyfile(source, outputfile)


@contextmanager
def serve(folder: Path, headers: Mapping[str, str] | None = None) -> Iterator[str]:
    """Serve *folder* on this machine, at the URL given."""
    handler = type("Handler", (_Quiet,), {"headers_sent": headers or {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


class Site:
    """A site that is built and served; the example site by default."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url
        self.data: dict[str, Any] = json.loads((folder / "plans" / "plans.json").read_text(encoding="utf-8"))

    def pages(self) -> list[str]:
        """The pages that show something of the plugin."""
        found = (path for path in self.folder.rglob("index.html") if 'class="planning' in path.read_text(encoding="utf-8"))
        return sorted(path.parent.relative_to(self.folder).as_posix() + "/" for path in found)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("example")
    build(load_config(str(EXAMPLE), site_dir=str(folder), site_url=""))
    with serve(folder) as url:
        yield Site(folder, url)


Visit = Callable[..., Any]


@pytest.fixture
def visit(browser: Browser, site: Site) -> Visit:
    """Opens pages of the example site; see :func:`visits`."""
    return visits(browser, site)


def visits(browser: Browser, site: Site) -> Visit:
    """A context manager that opens pages of *site*: ``with visit("plans/board/", color_scheme="dark") as page``.

    When the page is closed, it must have no error in the console, no exception, no failed request, and no request to
    another host.
    """

    @contextmanager
    def open_page(path: str, **options: Any) -> Iterator[Page]:
        wrong: list[str] = []

        def asked(request: Request) -> None:
            if not request.url.startswith((site.url, "data:", "blob:")):
                wrong.append(f"a request to {request.url}")

        def failed(request: Request) -> None:
            if request.failure != "net::ERR_ABORTED":  # the page was left while loading
                wrong.append(f"a request that failed: {request.url} ({request.failure})")

        with browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | options)) as context:
            page = context.new_page()
            page.clock.install()  # so that tests advance the clock instead of waiting
            page.on("request", asked)
            page.on("requestfailed", failed)
            page.on("response", lambda answer: answer.status >= 400 and wrong.append(f"{answer.status}: {answer.url}"))
            page.on("console", lambda message: message.type in ("error", "warning") and wrong.append(message.text))
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.goto(site.url + path, wait_until="load")
            yield page
        assert wrong == [], path

    return open_page
