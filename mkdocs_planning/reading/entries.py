"""Entries of a register: list items, bold paragraphs and table rows taken apart into name, text and fields.

Shared by the readers of registers (risks, questions, decisions, criteria). Texts stay inline Markdown as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Block, Item, Text
from mkdocs_planning.reading.header.owners import owners_of
from mkdocs_planning.reading.labels import Label, labels_in, paragraph_labels, texts_of
from mkdocs_planning.reading.placeholders import is_unfilled
from mkdocs_planning.vocabulary.normal_form import is_empty_word
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_LEAD = re.compile(
    r"^(?P<mark>\*\*|__)(?P<name>(?:(?!\*\*|__)[^\n]){1,300}?)(?P<inside>[:：])?(?P=mark)\s*"
    r"(?P<between>[:：]|[—–]|--?(?=\s)|→|\.(?=\s))?\s*(?P<rest>.*)$",
    re.S,
)
_PLAIN_LEAD = re.compile(r"^(?P<name>[^:：→]{2,160}?)(?:[:：]\s+|\s+(?:→|->|=>)\s+)(?P<rest>\S.*)$", re.S)
_WHOLE = re.compile(r"^(\*\*|__|\*|_|~~)((?:(?!\1).)+)\1[.:]?$", re.S)
_HANDLE = re.compile(r"(?:^|[\s(])@([A-Za-z0-9][\w-]*)[)\].]*\s*$")
_LAST_BRACKETS = re.compile(r"[(\[](?P<inside>[^()\[\]]{2,120})[)\]][.?]?\s*$")
_PART = re.compile(r"\s*[,;·—–]\s*")
_NAMED = re.compile(r"(?:owners?|assignees?|assigned to|who)\s*[:=]\s*(?P<named>\S.*)$", re.I)
_HANDLES = re.compile(r"@[A-Za-z0-9][\w.-]*(?:\s*(?:/|&|and|\s)\s*@[A-Za-z0-9][\w.-]*)*$")
_WHEN = re.compile(r"(?:(?:due|by|until|before|deadline)\b.*|.{0,3}\d.*)$", re.I)
_LAYERS = 4
_IDENTITY = re.compile(r"^\W*(?:[A-Z]{1,6}[-–]?)?\d{1,4}(?:\.\d+)*\W*$")
_OWN_IDENTITY = re.compile(r"(?:\*\*)?[A-Z]{1,12}[-–]?\d{1,4}(?:\*\*\s*:|:\*\*)\s*(?=\S)")

Fields = dict[str, str]


class Entry(Struct, gc=False):
    """An item of a list with its labels, the field that it begins with (``- Risk: …``), and the items that follow it.

    ``more`` are the items behind it that only give a field of it (``- Mitigation: …``).
    """

    item: Item
    text: Text
    labels: list[Label]
    field: str | None
    more: list[Item]

    def add_fields(self, fields: Fields, known: Mapping[str, str]) -> None:
        """Add to *fields* what the items behind the entry say; what it says itself stays."""
        for item in self.more:
            for field, value in fields_of(item.blocks, known, item.text).items():
                fields.setdefault(field, value)


def entries_of(items: Iterable[Item], known: Mapping[str, str], own: str = "") -> list[Entry]:
    """The entries of a list: an item that only gives a field belongs to the entry before it.

    Args:
        items: those with an empty text are none.
        known: the names of fields → the field.
        own: the field that is the entry itself (``- Risk: …`` in a list of risks).
    """
    found: list[Entry] = []
    for item in items:
        text = item.text
        if text is None or not text.raw:
            continue
        labels = paragraph_labels(text, allow_plain=True)
        field = known.get(labels[0].name) if labels and labels[0].line == text.line else None
        if field is None or field == own:
            found.append(Entry(item, text, labels, field, []))
        elif found:
            found[-1].more.append(item)
    return found


class Lead(Struct, frozen=True):
    """A text that begins with a name: ``**Name**: rest``, ``**Name** — rest``, ``Name: rest``."""

    name: str
    rest: str
    bold: bool


def lead_of(raw: str) -> Lead | None:
    """The bold beginning of *raw*, if it is set off from what follows (or is all there is)."""
    match = _LEAD.match(raw) if raw.startswith(("**", "__")) else None
    if match is None:
        return None
    if match["rest"] and not (match["inside"] or match["between"] or match["name"][-1:] in ".?!"):
        return None
    return Lead(match["name"].strip(), match["rest"].strip(), True)


def plain_lead(raw: str) -> Lead | None:
    """``Name: rest`` and ``Name → rest`` without any markup around the name, not inside code or a link."""
    match = _PLAIN_LEAD.match(raw)
    if match is None:
        return None
    name = match["name"]
    if name.count("`") % 2 or name.count("[") != name.count("]") or name.count("(") != name.count(")"):
        return None
    return Lead(name.strip(), match["rest"].strip(), False)


def unwrap(raw: str) -> str:
    """*raw* without an emphasis that covers all of it (``**Name**`` → ``Name``): layout, not meaning."""
    text = raw.strip()
    for _ in range(_LAYERS):
        match = _WHOLE.match(text)
        if match is None:
            break
        text = match.group(2).strip()
    return text


def value_of(label: Label) -> str:
    """What a label says: the text behind it, else the list beneath it on one line."""
    raw = label.raw.strip()
    if raw and not (raw.endswith(":") and label.blocks):
        return raw
    return joined(texts_of(label.blocks)) or raw


def joined(texts: Iterable[Text]) -> str:
    """Several texts on one line."""
    return "; ".join(text.raw.rstrip(" .;") for text in texts if text.raw)


def fields_of(blocks: Sequence[Block], known: Mapping[str, str], text: Text | None = None) -> Fields:
    """The values of the labels that *known* maps to fields, first one wins; empty values (``None``, ``TBD``) are left out."""
    found: Fields = {}
    labels: list[Label] = []
    if text is not None:
        labels += paragraph_labels(text, allow_plain=True)
    labels += labels_in(blocks, allow_plain=True)
    for label in labels:
        field = known.get(label.name)
        if field is not None and field not in found:
            value = value_of(label)
            if value and not is_empty_word(plain(value), entry=True):
                found[field] = value
    return found


def own_lines(text: Text, known: Mapping[str, str]) -> str:
    """An entry's text without the lines at its end that are fields (``Mitigation: …`` on a line of its own)."""
    if len(text.lines) < 2:
        return text.raw
    fields = {label.line for label in paragraph_labels(text, allow_plain=True) if label.name in known}
    kept: list[str] = []
    for line in text.lines:
        if kept and line.number in fields:
            break
        kept.append(line.raw)
    return " ".join(kept)


def is_no_entry(raw: str) -> bool:
    """Whether an entry of a register is none: empty, a word for none, or still the template's."""
    words = plain(raw)
    return not words or is_empty_word(words, entry=True) or is_unfilled(raw)


def is_identity(text: str) -> bool:
    """Whether a cell is only a number or an id (``3``, ``R-07``)."""
    return bool(_IDENTITY.match(plain(text)))


def without_identity(raw: str) -> str:
    """An entry without the number that its list gives it (``**RISK-001**: Fire`` → ``Fire``)."""
    return raw[match.end() :] if (match := _OWN_IDENTITY.match(raw)) else raw


def owner_in(raw: str | None, vocabulary: Vocabulary) -> str | None:
    """Who a cell or a field names; several stay together on one line."""
    names = owners_of(raw, vocabulary) if raw else ()
    return ", ".join(names) or None


def trailing_handle(raw: str) -> str | None:
    """The handle at the end of an entry (``Which tool? (@ana)``)."""
    match = _HANDLE.search(raw[-80:])
    return match.group(1) if match else None


def trailing_owner(raw: str, vocabulary: Vocabulary) -> str | None:
    """Who the end of an entry names: ``… @ana``, ``… (owner: ana, due 2026-11-15)``, ``… (@ana, by 2026-11-15)``.

    A handle in brackets counts beside other handles and days only, so that one that is spoken of is no owner.
    """
    words = plain(raw)
    match = _LAST_BRACKETS.search(words)
    if match is not None:
        parts = _PART.split(match["inside"].strip())
        named = [found["named"] for part in parts if (found := _NAMED.match(part))]
        if not named and all(_HANDLES.match(part) or _WHEN.match(part) for part in parts):
            named = [part for part in parts if part.startswith("@")]
        if named and (owner := owner_in(", ".join(named), vocabulary)):
            return owner
    handle = trailing_handle(raw)
    return vocabulary.owner(handle) if handle else None
