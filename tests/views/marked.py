"""A message catalogue with marked texts, so that tests find text that is not from a catalogue."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, NavigableString
from msgspec.structs import replace

from mkdocs_planning.views.messages.catalogue import DateFormats, Messages
from mkdocs_planning.views.messages.english import ENGLISH

_MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
_SHOWN_ATTRIBUTES = ("aria-label", "title", "placeholder", "alt", "data-l", "data-t", "data-none")


def _marked(text: str) -> str:
    return f"⟦{text}⟧" if text else ""


def _marked_formats(dates: DateFormats) -> DateFormats:
    formats = ("day", "month", "quarter", "half", "day_in_year", "quarter_in_year")
    return replace(
        dates,
        months=tuple(_marked(name) for name in dates.months),
        **{name: _marked(getattr(dates, name)) for name in formats},
    )


MARKED: Messages = replace(
    ENGLISH,
    phrases={key: _marked(text) for key, text in ENGLISH.phrases.items()},
    plurals={key: tuple(_marked(text) for text in forms) for key, forms in ENGLISH.plurals.items()},
    dates=_marked_formats(ENGLISH.dates),
)
"""The English catalogue with ⟦ ⟧ around every text."""


def unmarked(text: str) -> str:
    """*text* without marked parts, which may be nested."""
    while _MARKED.search(text):
        text = _MARKED.sub("", text)
    return text


def shown_texts(soup: BeautifulSoup) -> list[str]:
    """All visible texts and texts for screen readers in *soup*."""
    texts = [str(text) for text in soup.find_all(string=True) if type(text) is NavigableString]
    texts += [value for name in _SHOWN_ATTRIBUTES for tag in soup.select(f"[{name}]") if isinstance(value := tag[name], str)]
    return [text for text in texts if text.strip()]
