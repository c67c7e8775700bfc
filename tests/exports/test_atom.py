"""The Atom feed: what a feed reader finds in it, and that it is stable."""

from __future__ import annotations

from datetime import datetime
from xml.etree import ElementTree as ET

import feedparser
from msgspec.structs import replace

from mkdocs_planning.exports import atom
from mkdocs_planning.exports.atom import NEWEST
from mkdocs_planning.exports.export import ExportContext
from mkdocs_planning.model.events import Event, events
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.model.portfolio import Portfolio
from tests.exports.encoding import encoded
from tests.views.plans import example_portfolio, portfolio

BASE = "https://plans.example/docs/"
ATOM = "{http://www.w3.org/2005/Atom}"


class Links:
    """URLs relative to the feed, which stands in ``plans/``."""

    def from_root(self, plan: Plan) -> str | None:
        return f"{plan.id}/"

    def plan(self, plan: Plan) -> str:
        return f"../{plan.id}/"

    def fact(self, file: str, line: int) -> str:
        return f"../{file}#L{line}"

    def view(self, name: str) -> str | None:
        return f"{name}/"


CONTEXT = ExportContext(
    links=Links(),
    site_name="Handbook",
    site_url=BASE,
    url="plans/timeline.xml",
    plain=lambda text: text.replace("*", ""),
)


def url(event: Event) -> str | None:
    return f"{BASE}{event.file}#L{event.line}" if event.kind == "entry" else f"{BASE}{event.plan.id}/"


def feed(of: Portfolio, context: ExportContext = CONTEXT) -> bytes:
    return encoded(atom.EXPORT, of, context)


def one(*entries: str, header: str = "") -> Portfolio:
    return portfolio(f"# Tables & Co\n\n{header}\n\n## Changelog\n\n" + "".join(f"- {entry}\n" for entry in entries))


def test_the_feed_has_every_event_newest_first() -> None:
    of = example_portfolio()
    dated, _ = events(of.plans)
    read = feedparser.parse(feed(of))
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    assert [(entry.link, entry.updated) for entry in read.entries] == [
        (url(event), f"{event.date}T00:00:00Z") for event in dated
    ]
    assert read.feed.title == "Handbook: Timeline"
    assert read.feed.updated == f"{dated[0].date}T00:00:00Z"
    assert {link.rel: link.href for link in read.feed.links} == {
        "self": f"{BASE}plans/timeline.xml",
        "alternate": f"{BASE}plans/timeline/",
    }


def test_the_feed_conforms_to_rfc_4287() -> None:
    root = ET.fromstring(feed(example_portfolio()))
    assert root.tag == f"{ATOM}feed"
    assert root.find(f"{ATOM}author/{ATOM}name").text == "Handbook"
    ids = [root.find(f"{ATOM}id").text]
    for entry in root.findall(f"{ATOM}entry"):
        for name in ("id", "title", "updated"):
            assert len(entry.findall(f"{ATOM}{name}")) == 1
            assert entry.find(f"{ATOM}{name}").text
        datetime.fromisoformat(entry.find(f"{ATOM}updated").text)
        ids.append(entry.find(f"{ATOM}id").text)
    assert len(set(ids)) == len(ids)
    assert all(name.startswith("urn:uuid:") for name in ids)


def test_the_feed_does_not_depend_on_the_day() -> None:
    of = example_portfolio()
    assert feed(of) == feed(replace(of, as_of="2027-01-01"))


def test_an_entry_keeps_its_id_when_other_lines_change() -> None:
    def ids(of: Portfolio) -> dict[str, str]:
        return {entry.title: entry.id for entry in feedparser.parse(feed(of)).entries}

    before = ids(one("2026-03-01: First"))
    after = ids(one("2026-04-01: Second", "2026-03-01: First", header="**Owner**: mei"))
    assert len(after) == 2
    assert before.items() <= after.items()


def test_equal_entries_have_different_ids() -> None:
    twice = feedparser.parse(feed(one("2026-03-01: Reviewed", "2026-03-01: Reviewed")))
    assert len({entry.id for entry in twice.entries}) == 2
    other = feedparser.parse(feed(one("2026-03-01: Reviewed"), replace(CONTEXT, site_url="https://other.example/")))
    assert other.entries[0].id not in {entry.id for entry in twice.entries}


def test_titles_name_plan_and_entry_as_text() -> None:
    read = feedparser.parse(feed(one("2026-03-01: **Bold** <script>alert(1)</script> & more ]]>")))
    (entry,) = read.entries
    assert entry.title_detail.type == "text/plain"
    assert entry.title == "Tables & Co: Bold <script>alert(1)</script> & more ]]>"
    assert entry.content[0].value == "Bold <script>alert(1)</script> & more ]]>"


def test_a_long_entry_is_complete_in_its_content() -> None:
    text = "word " * 100
    (entry,) = feedparser.parse(feed(one(f"2026-03-01: {text}"))).entries
    assert entry.title.endswith(" …")
    assert len(entry.title) <= 122
    assert entry.content[0].value == text.strip()


def test_characters_that_xml_forbids_do_not_break_it() -> None:
    of = one("2026-03-01: First")
    bad = tuple(replace(change, text="a\x00b\x0bc\ufffed\udc80e") for change in of.plans[0].changes)
    broken = replace(of, plans=(replace(of.plans[0], changes=bad, title="T\x1b"),))
    read = feedparser.parse(feed(broken))
    assert not read.bozo
    assert read.entries[0].title == "T\ufffd: a\ufffdb\ufffdc\ufffdd\ufffde"


def test_months_and_quarters_are_dated_by_their_first_day() -> None:
    read = feedparser.parse(feed(one("2026-03: Month", "2025-Q2: Quarter")))
    assert [entry.updated for entry in read.entries] == ["2026-03-01T00:00:00Z", "2025-04-01T00:00:00Z"]


def test_an_author_is_named() -> None:
    of = portfolio("# One\n\n## Change log\n\n| Date | Author | Change |\n|---|---|---|\n| 2026-10-03 | mei | Begun |\n")
    assert feedparser.parse(feed(of)).entries[0].author == "mei"


def test_the_feed_has_the_newest_hundred_entries() -> None:
    read = feedparser.parse(feed(one(*(f"20{year}-01-{day:02}: Entry" for year in range(10, 15) for day in range(1, 29)))))
    assert len(read.entries) == NEWEST == 100
    assert read.entries[-1].updated == "2011-01-13T00:00:00Z"


def test_an_empty_feed_is_dated_by_the_portfolio() -> None:
    read = feedparser.parse(feed(portfolio()))
    assert not read.entries
    assert read.feed.updated == "2026-10-15T00:00:00Z"
