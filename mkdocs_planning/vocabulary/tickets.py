"""Tickets in text: what looks like one, and where the option ``tickets`` says that it is found.

The option maps a pattern to a URL (``{"SLK-\\d+": "https://tracker.example/{}"}``). ``{}`` and ``{ticket}`` stand
for the pattern's first group where it has one, else for the whole ticket, so that ``#(\\d+)`` works too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote

from msgspec import Struct

from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_USUAL = re.compile(
    r"(?<![\w/.&#-])(?:(?P<key>[A-Z][A-Z0-9]{1,9})-\d+(?:\.\d+)*(?![\w-]*\w)|(?:[\w.-]{1,60}/[\w.-]{1,60}|GH)?#\d{1,7}\b)"
)
_NO_TRACKERS = frozenset(
    {"UTF", "SHA", "ISO", "AES", "HTTP", "TLS", "IEEE", "RSA", "MD", "ES", "GPT", "US", "FR", "NFR", "AC", "SC", "COVID",
     "CRC", "ASCII", "WCAG", "OAUTH", "CVE", "Q", "P", "H", "BASE", "ECMA", "X", "IPV", "NIST", "SP", "PCI", "C", "CC"}
)  # fmt: skip
"""Capital letters before a hyphen and a number that name a standard or a requirement of the same text, not a ticket."""


class TicketLink(Struct, frozen=True):
    """A ticket as written, where it stands in the text, and its URL (None where no option covers it)."""

    ticket: str
    start: int
    end: int
    href: str | None


@lru_cache(maxsize=32)
def _patterns(options: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    compiled: list[tuple[re.Pattern[str], str]] = []
    for pattern, url in options:
        try:
            compiled.append((re.compile(pattern), url))
        except re.error:  # the options are checked where they are read; a wrong one makes no links here
            continue
    return tuple(compiled)


def ticket_links(text: str, vocabulary: Vocabulary) -> tuple[TicketLink, ...]:
    """The tickets in *text* in their order: those of the option first, then what usually is one (``PLAT-12``, ``#12``)."""
    found: list[TicketLink] = []
    for pattern, url in _patterns(tuple(vocabulary.tickets.items())):
        for match in pattern.finditer(text):
            if match.group(0).strip():
                found.append(TicketLink(match.group(0), match.start(), match.end(), _url(match, url)))
    for match in _USUAL.finditer(text):
        if match["key"] not in _NO_TRACKERS:
            found.append(TicketLink(match.group(0), match.start(), match.end(), None))
    found.sort(key=lambda link: (link.start, link.href is None, -link.end))
    return tuple(_apart(found))


def _apart(found: list[TicketLink]) -> Iterator[TicketLink]:
    end = -1
    for link in found:
        if link.start >= end:
            yield link
            end = link.end


def _url(match: re.Match[str], url: str) -> str:
    inside = match.group(1) if match.re.groups and match.group(1) else match.group(0)
    name = quote(inside, safe="/")
    return url.replace("{ticket}", name).replace("{}", name)


def ticket_href(ticket: str, vocabulary: Vocabulary) -> str | None:
    """The URL of a text that is a ticket and nothing else; None where no option covers it."""
    if not vocabulary.tickets:
        return None
    words = ticket.strip()
    return next((link.href for link in ticket_links(words, vocabulary) if link.href and link.ticket == words), None)
