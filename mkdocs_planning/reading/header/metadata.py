"""What a plan says of itself: title, status, owners, dates and every other header field.

A fact is looked for in this order, and the first place that has it wins (NOTATION §1): front matter,
the header block (before the first H2), a ``## Status`` section, the footer. A status under any
other heading is that section's, never the document's. Where they stand is known to :mod:`header`.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from msgspec import Struct

from mkdocs_planning.markdown.front_matter import load_front_matter
from mkdocs_planning.markdown.inline_text import links_in, plain
from mkdocs_planning.markdown.outline import Outline
from mkdocs_planning.model.dates import find_date
from mkdocs_planning.model.plan import Link, Problem, Status
from mkdocs_planning.reading.header.owners import owners_of
from mkdocs_planning.reading.header.regions import DOWNSTREAM, UPSTREAM, Stated, stated_in
from mkdocs_planning.reading.header.titles import EMOJI, title_of
from mkdocs_planning.reading.header.values import as_list, field_text, one_text
from mkdocs_planning.reading.placeholders import is_placeholder
from mkdocs_planning.vocabulary.normal_form import is_empty_word, normal
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_PATH = re.compile(r"^[\w.@~{}/\\ -]+\.(?:md|markdown|rst|txt|html|pdf|yaml|yml|json)(?:#[\w-]+)?$", re.I)
_ARROW = re.compile(r"\s*(?:→|⇒|➜|->|=>)\s*")


class Metadata(Struct):
    """All header facts of one document. ``header`` holds the line ranges of the header lines that may be lifted."""

    title: str = ""
    id: str | None = None
    status: Status | None = None
    status_text: str | None = None
    owners: tuple[str, ...] = ()
    created: str | None = None
    updated: str | None = None
    start: str | None = None
    target: str | None = None
    finished: str | None = None
    priority: str | None = None
    tags: tuple[str, ...] = ()
    effort: str | None = None
    complexity: str | None = None
    risk_level: str | None = None
    summary: str | None = None
    links: tuple[Link, ...] = ()
    fields: dict[str, str] = {}
    dependencies: tuple[Stated, ...] = ()
    downstream: tuple[Stated, ...] = ()
    front_matter: dict[str, Any] = {}
    problems: list[Problem] = []
    lines: dict[str, int] = {}
    """The line of each stated field (``status``), link (``link:spec``) and other key (``field:Feature``)."""


_DATE_FIELDS = ("created", "updated", "start", "target", "finished")


def read_metadata(outline: Outline, source: str, vocabulary: Vocabulary) -> Metadata:
    """The header facts of *outline*, with problems that name file and line."""
    meta = Metadata(problems=[], fields={}, lines={})
    front, error, recovered = load_front_matter(outline.front_matter)
    meta.front_matter = front
    if error is not None:
        line = outline.front_matter_line + error.line
        message = f"front matter is not valid YAML ({error.what}); its lines were read one by one. {error.remedy}"
        meta.problems.append(Problem("invalid-front-matter", "warning", message, source, line))
    stated = [
        Stated(key, value, outline.front_matter_line + recovered.get(key, 0), "front matter") for key, value in front.items()
    ]
    stated.sort(key=_is_no_title)  # a name beside a title is another thing's, as in the templates of issues
    stated += stated_in(outline, vocabulary)
    taker = _Taker(meta, source, vocabulary, _is_decision_record(outline, vocabulary))
    for entry in stated:
        taker.take(entry)
    meta.title = title_of(outline, meta.title, source, meta.summary, vocabulary)
    return meta


def _is_no_title(entry: Stated) -> bool:
    return entry.key.lower() != "title"


def _is_decision_record(outline: Outline, vocabulary: Vocabulary) -> bool:
    if b"onsequence" not in outline.data and b"ONSEQUENCE" not in outline.data:
        return False
    titles = {normal(section.title) for section in outline.sections if section.level}
    return bool(titles & {"decision", "decision outcome", "the decision", "decisions"}) and any(
        title.startswith("consequence") or "consequences" in title for title in titles
    )


class _Taker:
    """Puts stated values into the metadata, the first of each field only."""

    def __init__(self, meta: Metadata, source: str, vocabulary: Vocabulary, decision_record: bool) -> None:
        self.meta = meta
        self.source = source
        self.vocabulary = vocabulary
        self.decision_record = decision_record
        self.taken: set[str] = set()
        self.rels: set[tuple[str, str]] = set()

    def take(self, entry: Stated) -> None:
        """Put one value where it belongs, unless an earlier place has given that fact."""
        name = normal(entry.key)
        field = self.vocabulary.keys.get(name)
        if name in UPSTREAM or name in DOWNSTREAM:
            where = self.meta.dependencies if name in UPSTREAM else self.meta.downstream
            made = (*where, entry)
            if name in UPSTREAM:
                self.meta.dependencies = made
            else:
                self.meta.downstream = made
            self._field(entry)
            return
        if field is not None and not (field == "summary" and entry.shape != "front matter"):
            self._known(field, entry)
            return
        rel = self.vocabulary.links.get(name)
        if rel is not None:
            self._link(rel, entry)
            return
        self._field(entry)

    def _known(self, field: str, entry: Stated) -> None:
        if field in self.taken:
            if field not in ("owners", "status"):
                self._field(entry)
            return
        value = entry.value
        if field == "status":
            self._status(entry)
        elif field in _DATE_FIELDS:
            self._date(field, entry)
        elif field == "owners":
            owners = owners_of(value, self.vocabulary)
            if owners:
                self.meta.owners = owners
                self._took(field, entry)
        elif field == "tags":
            tags = _tags(value)
            if tags:
                self.meta.tags = tags
                self._took(field, entry)
        else:
            text = one_text(value)
            if text is None or is_placeholder(text):
                return
            words = plain(text) if field != "summary" else text
            if field in ("priority", "complexity", "risk_level", "effort"):
                if self._is_choice(words):
                    return
                if is_empty_word(words):
                    return
            if field == "risk_level":
                words = _level_word(words)
            if field == "id":
                words = words.strip("`# ")
                if not words or len(words) > 80:
                    return
            if words:
                setattr(self.meta, field, words)
                self._took(field, entry)

    def _took(self, field: str, entry: Stated) -> None:
        self.taken.add(field)
        self.meta.lines.setdefault(field, entry.line)

    def _is_choice(self, text: str) -> bool:
        options = [part.strip().lower() for part in re.split(r"\s*[|/]\s*", text)]
        levels = {"low", "medium", "high", "critical", "very high", "small", "large", "very large", "p0", "p1", "p2", "p3"}
        return len(options) >= 3 and all(option.strip("[]{}") in levels for option in options)

    def _status(self, entry: Stated) -> None:
        text = one_text(entry.value)
        if text is None:
            return
        words = plain(text).strip(" .")
        words = " ".join(words.split())
        if not words or is_placeholder(text):
            return
        if self.vocabulary.is_choice(words):
            if "status" not in self.taken:
                message = f'status "{words}" is still a choice list; keep one of its words'
                self.meta.problems.append(Problem("choice-list", "warning", message, self.source, entry.line))
                self._took("status", entry)
            return
        status = self._status_of(words)
        if status is None and entry.shape in ("section", "footer") and len(words.split()) > 8:
            return  # prose under a heading called Status
        self._took("status", entry)
        self.meta.status = status
        self.meta.status_text = words if len(words) <= 200 else words[:197].rstrip() + "…"
        if status is None and not EMOJI.fullmatch(words):
            message = (
                f'status "{self.meta.status_text}" is none of the known words; '
                "use one of them or add it to the option `statuses`"
            )
            self.meta.problems.append(Problem("unknown-status", "warning", message, self.source, entry.line))

    def _status_of(self, words: str) -> Status | None:
        """The status that *words* mean; of a way from one to the next (``Draft → Approved``) the last."""
        last = _ARROW.split(words)[-1]
        status = self.vocabulary.status_of(last, decision_record=self.decision_record) if last is not words else None
        return status or self.vocabulary.status_of(words, decision_record=self.decision_record)

    def _date(self, field: str, entry: Stated) -> None:
        value = entry.value
        if isinstance(value, datetime.datetime):
            iso: str | None = value.date().isoformat()
        elif isinstance(value, datetime.date):
            iso = value.isoformat()
        else:
            text = one_text(value)
            if text is None or is_placeholder(text):
                return
            found = find_date(plain(text), self.vocabulary.dates)
            if found is None:
                self._field(entry)
                return
            if found.iso is None:
                self._field(entry)
                written = plain(text)[found.start : found.end]
                if found.ambiguous:
                    message = (
                        f'the date "{written}" could be two dates; write it as YYYY-MM-DD '
                        "or say which comes first with the option `dates`"
                    )
                    self.meta.problems.append(Problem("ambiguous-date", "warning", message, self.source, entry.line))
                else:
                    message = f'"{written}" is no date of the calendar; write it as YYYY-MM-DD'
                    self.meta.problems.append(Problem("invalid-date", "warning", message, self.source, entry.line))
                return
            iso = found.iso
        setattr(self.meta, field, iso)
        self._took(field, entry)

    def _link(self, rel: str, entry: Stated) -> None:
        values = as_list(entry.value)
        kept = False
        for value in values:
            text = one_text(value)
            if text is None or is_placeholder(text):
                kept = True
                continue
            links = links_in(text)
            if not links:
                bare = plain(text).strip()
                if _PATH.match(bare) and not re.search(r"[{}]", bare):
                    links = [(bare, bare)]
            for label, href in links:
                if (rel, href) not in self.rels and not is_placeholder(href):
                    self.rels.add((rel, href))
                    self.meta.links = (*self.meta.links, Link(rel, label, href))
                    self.meta.lines[f"link:{rel}"] = entry.line
                    kept = True
        if not kept:
            self._field(entry)

    def _field(self, entry: Stated) -> None:
        text = field_text(entry.value)
        if text and not is_placeholder(text):
            key = entry.key.strip()
            if key not in self.meta.fields:
                self.meta.fields[key] = text
                self.meta.lines[f"field:{key}"] = entry.line


def _tags(value: Any) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for entry in as_list(value):
        text = one_text(entry)
        if text is None or is_placeholder(text):
            continue
        parts = [text] if isinstance(value, list) else re.split(r"\s*[,;|]\s*|\s+(?=#)", plain(text).strip("[]"))
        for part in parts:
            tag = plain(part).strip(" #[]`\"'")
            if tag and not is_empty_word(tag):
                found.setdefault(tag)
    return tuple(found)


def _level_word(words: str) -> str:
    match = re.search(r"\b(very low|very high|low|medium|moderate|high|critical|severe|minimal)\b", words, re.I)
    return match.group(1).lower() if match else words
