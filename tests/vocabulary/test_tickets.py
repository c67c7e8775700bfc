"""Tickets in text, and the links that the option ``tickets`` makes of them."""

from __future__ import annotations

import pytest

from mkdocs_planning.vocabulary.tickets import ticket_href, ticket_links
from mkdocs_planning.vocabulary.vocabulary import DEFAULT, make_vocabulary

BUS = make_vocabulary(tickets={r"BUS-\d+": "https://tickets.example/{}", r"#(\d+)": "https://git.example/issues/{ticket}"})


def _found(text: str) -> list[str]:
    return [link.ticket for link in ticket_links(text, DEFAULT)]


@pytest.mark.parametrize(
    ("text", "tickets"),
    [
        ("BUS-41 and OPS2-7", ["BUS-41", "OPS2-7"]),
        ("see #12, org/repo#13 and GH#14", ["#12", "org/repo#13", "GH#14"]),
        ("UTF-8, SHA-256, ISO-8601 and FR-001", []),
        ("a-BUS-41, BUS-41-b, page.md#12", []),
        ("", []),
    ],
)
def test_what_looks_like_a_ticket(text: str, tickets: list[str]) -> None:
    assert _found(text) == tickets


def test_a_ticket_of_the_option_has_its_url() -> None:
    assert ticket_href("BUS-41", BUS) == "https://tickets.example/BUS-41"
    assert ticket_href("#12", BUS) == "https://git.example/issues/12"
    assert ticket_href("OPS-1", BUS) is None
    assert ticket_href("BUS-41 is late", BUS) is None
    assert ticket_href("BUS-41", DEFAULT) is None


def test_an_invalid_pattern_makes_no_links() -> None:
    wrong = make_vocabulary(tickets={"(": "https://tickets.example/{}"})
    assert ticket_href("BUS-1", wrong) is None
