"""What a plan says of itself: title, status, owners, dates and every other header field.

A fact is looked for in this order, and the first place that has it wins (NOTATION §1): front matter, the header block
(before the first H2), an overview, a section about the status, the footer. A status under any other heading is that
section's, never the document's.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from msgspec import Struct

from mkdocs_planning.markdown.front_matter import load_front_matter
from mkdocs_planning.markdown.inline_text import links_in, plain
from mkdocs_planning.markdown.outline import Outline
from mkdocs_planning.model.dates import Found, find_date
from mkdocs_planning.model.plan import Link, Problem, Status
from mkdocs_planning.reading.header.footer import footer_values
from mkdocs_planning.reading.header.header_block import header_values
from mkdocs_planning.reading.header.header_sections import overview_values, status_values
from mkdocs_planning.reading.header.owners import owners_of
from mkdocs_planning.reading.header.stated import DOWNSTREAM, UPSTREAM, Stated
from mkdocs_planning.reading.header.titles import EMOJI, title_of
from mkdocs_planning.reading.header.value_texts import as_list, field_text, one_text
from mkdocs_planning.reading.placeholders import is_placeholder
from mkdocs_planning.vocabulary.normal_form import is_empty_word, normal
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_PATH = re.compile(r"^[\w.@~/\\ -]+\.(?:md|markdown|rst|txt|html|pdf|yaml|yml|json)(?:#[\w-]+)?$", re.I)
_ARROW = re.compile(r"\s*(?:→|⇒|➜|->|=>)\s*")
_CHOICES = re.compile(r"\s*[|/]\s*")
_LEVELS = frozenset({"low", "medium", "high", "critical", "very high", "small", "large", "very large", "p0", "p1", "p2", "p3"})
_LEVEL = re.compile(r"\b(very low|very high|low|medium|moderate|high|critical|severe|minimal)\b", re.I)
_TAGS_END = re.compile(r"\s*[,;|]\s*|\s+(?=#)")
_DECISION_TITLES = frozenset({"decision", "decision outcome", "the decision", "decisions"})
_MEASURES = frozenset({"priority", "effort", "complexity", "risk_level"})
_MAX_ID = 80
_MAX_STATUS = 200
"""A longer status is cut."""
_MAX_STATUS_WORDS = 8
"""Words without a known status that are more than this are prose under a heading called Status."""


class Metadata(Struct):
    """All header facts of one document.

    ``fields`` are the stated keys that are no field of a plan, ``lines`` the line of each stated field (``status``), link
    (``link:spec``) and other key (``field:Feature``).
    """

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


def read_metadata(outline: Outline, source: str, vocabulary: Vocabulary) -> Metadata:
    """The header facts of *outline*, with problems that name file and line."""
    meta = Metadata()
    front, error, key_lines = load_front_matter(outline.front_matter)
    meta.front_matter = front
    if error is not None:
        line = outline.front_matter_line + error.line
        message = f"front matter is not valid YAML ({error.what}); its lines were read one by one. {error.remedy}"
        meta.problems.append(Problem("invalid-front-matter", "warning", message, source, line))
    collector = _Collector(meta, source, vocabulary, decision_record=_is_decision_record(outline))
    for entry in _in_order(outline, front, key_lines, vocabulary):
        collector.take(entry)
    meta.title = title_of(outline, meta.title, source, meta.summary, vocabulary)
    return meta


def _in_order(outline: Outline, front: dict[str, Any], key_lines: dict[str, int], vocabulary: Vocabulary) -> Iterator[Stated]:
    """Everything that a document states of itself, the places in order of precedence."""
    # A name beside a title is another thing's, as in the templates of issues, so the title comes first.
    for key in sorted(front, key=_is_no_title):
        yield Stated(key, front[key], outline.front_matter_line + key_lines.get(key, 0), "front matter")
    yield from header_values(outline, vocabulary)
    yield from overview_values(outline, vocabulary)
    yield from status_values(outline, vocabulary)
    yield from footer_values(outline, vocabulary)


def _is_no_title(key: str) -> bool:
    return key.lower() != "title"


def _is_decision_record(outline: Outline) -> bool:
    """Whether a document has the sections of a decision record: the decision and its consequences."""
    if b"onsequence" not in outline.data and b"ONSEQUENCE" not in outline.data:
        return False
    titles = {normal(section.title) for section in outline.sections if section.level}
    return not titles.isdisjoint(_DECISION_TITLES) and any(
        title.startswith("consequence") or "consequences" in title for title in titles
    )


class _Collector:
    """Puts stated values into the metadata, the first of each field only."""

    def __init__(self, meta: Metadata, source: str, vocabulary: Vocabulary, *, decision_record: bool) -> None:
        self.meta = meta
        self.source = source
        self.vocabulary = vocabulary
        self.decision_record = decision_record
        self.taken: set[str] = set()
        self.hrefs: set[tuple[str, str]] = set()

    def take(self, entry: Stated) -> None:
        """Put one value where it belongs, unless an earlier place has given that fact."""
        name = normal(entry.key)
        field = self.vocabulary.keys.get(name)
        if name in UPSTREAM:
            self.meta.dependencies = (*self.meta.dependencies, entry)
            self._other(entry)
        elif name in DOWNSTREAM:
            self.meta.downstream = (*self.meta.downstream, entry)
            self._other(entry)
        elif field is not None and (field != "summary" or entry.shape == "front matter"):
            self._field(field, entry)
        elif name in self.vocabulary.links:
            self._links(self.vocabulary.links[name], entry)
        else:
            self._other(entry)

    def _field(self, field: str, entry: Stated) -> None:
        if field not in self.taken:
            self.TAKE.get(field, _Collector._text)(self, field, entry)
        elif field not in ("owners", "status"):
            self._other(entry)

    def _took(self, field: str, entry: Stated) -> None:
        self.taken.add(field)
        self.meta.lines.setdefault(field, entry.line)

    def _problem(self, rule: str, message: str, entry: Stated) -> None:
        self.meta.problems.append(Problem(rule, "warning", message, self.source, entry.line))

    def _text(self, field: str, entry: Stated) -> None:
        text = one_text(entry.value)
        words = _words_of(field, text) if text is not None and not is_placeholder(text) else None
        if words:
            setattr(self.meta, field, words)
            self._took(field, entry)

    def _owners(self, field: str, entry: Stated) -> None:
        owners = owners_of(entry.value, self.vocabulary)
        if owners:
            self.meta.owners = owners
            self._took(field, entry)

    def _tags(self, field: str, entry: Stated) -> None:
        tags = _tags(entry.value)
        if tags:
            self.meta.tags = tags
            self._took(field, entry)

    def _status(self, field: str, entry: Stated) -> None:
        text = one_text(entry.value)
        words = " ".join(plain(text).strip(" .").split()) if text is not None else ""
        if text is None or not words or is_placeholder(text):
            return
        if self.vocabulary.is_choice(words):
            self._problem("choice-list", f'status "{words}" is still a choice list; keep one of its words', entry)
            self._took(field, entry)
            return
        status = self._status_of(words)
        if status is None and entry.shape in ("section", "footer") and len(words.split()) > _MAX_STATUS_WORDS:
            return
        self._took(field, entry)
        self.meta.status = status
        self.meta.status_text = words if len(words) <= _MAX_STATUS else words[: _MAX_STATUS - 3].rstrip() + "…"
        if status is None and not EMOJI.fullmatch(words):
            message = (
                f'status "{self.meta.status_text}" is none of the known words; '
                "use one of them or add it to the option `statuses`"
            )
            self._problem("unknown-status", message, entry)

    def _status_of(self, words: str) -> Status | None:
        """The status that *words* mean; of a way from one to the next (``Draft → Approved``) the last."""
        last = _ARROW.split(words)[-1]
        status = self.vocabulary.status_of(last, decision_record=self.decision_record) if last is not words else None
        return status or self.vocabulary.status_of(words, decision_record=self.decision_record)

    def _date(self, field: str, entry: Stated) -> None:
        if isinstance(entry.value, datetime.datetime):
            self._take_date(field, entry.value.date().isoformat(), entry)
        elif isinstance(entry.value, datetime.date):
            self._take_date(field, entry.value.isoformat(), entry)
        elif (text := one_text(entry.value)) is not None and not is_placeholder(text):
            words = plain(text)
            found = find_date(words, self.vocabulary.dates)
            if found is not None and found.iso is not None:
                self._take_date(field, found.iso, entry)
                return
            self._other(entry)
            if found is not None:
                self._date_problem(words[found.start : found.end], found, entry)

    def _take_date(self, field: str, iso: str, entry: Stated) -> None:
        setattr(self.meta, field, iso)
        self._took(field, entry)

    def _date_problem(self, written: str, found: Found, entry: Stated) -> None:
        if found.ambiguous:
            message = (
                f'the date "{written}" could be two dates; write it as YYYY-MM-DD '
                "or say which comes first with the option `dates`"
            )
            self._problem("ambiguous-date", message, entry)
        else:
            self._problem("invalid-date", f'"{written}" is no date of the calendar; write it as YYYY-MM-DD', entry)

    def _links(self, rel: str, entry: Stated) -> None:
        texts = [one_text(value) for value in as_list(entry.value)]
        written = [text for text in texts if text is not None and not is_placeholder(text)]
        taken = len(written) < len(texts)
        for text in written:
            for label, href in links_in(text) or _bare_path(text):
                if (rel, href) not in self.hrefs and not is_placeholder(href):
                    self.hrefs.add((rel, href))
                    self.meta.links = (*self.meta.links, Link(rel, label, href))
                    self.meta.lines[f"link:{rel}"] = entry.line
                    taken = True
        if not taken:
            self._other(entry)

    def _other(self, entry: Stated) -> None:
        """Keep a key that is no field of a plan, or a value that its field cannot have."""
        text = field_text(entry.value)
        key = entry.key.strip()
        if text and not is_placeholder(text) and key not in self.meta.fields:
            self.meta.fields[key] = text
            self.meta.lines[f"field:{key}"] = entry.line

    TAKE: ClassVar[dict[str, Callable[[_Collector, str, Stated], None]]] = {
        "status": _status,
        "owners": _owners,
        "tags": _tags,
        **dict.fromkeys(("created", "updated", "start", "target", "finished"), _date),
    }
    """How the value of each field is read; that of the others is a text."""


def _words_of(field: str, text: str) -> str | None:
    """The value of a field that is a text; None where it says nothing."""
    if field == "summary":
        return text
    words = plain(text)
    if field in _MEASURES and (_is_choice_of_levels(words) or is_empty_word(words)):
        return None
    if field == "risk_level":
        match = _LEVEL.search(words)
        return match.group(1).lower() if match else words
    if field == "id":
        words = words.strip("`# ")
        return words if len(words) <= _MAX_ID else None
    return words


def _is_choice_of_levels(text: str) -> bool:
    """Whether a value is the template's list to choose from (``Low | Medium | High``)."""
    choices = [part.strip().lower().strip("[]{}") for part in _CHOICES.split(text)]
    return len(choices) >= 3 and _LEVELS.issuperset(choices)


def _bare_path(text: str) -> list[tuple[str, str]]:
    """A path without link (``../spec.md``) as a link to itself."""
    path = plain(text).strip()
    return [(path, path)] if _PATH.match(path) else []


def _tags(value: Any) -> tuple[str, ...]:
    """Tags from a list, or from one text (``a, b``, ``#a #b``), each once."""
    texts = [text for entry in as_list(value) if (text := one_text(entry)) is not None and not is_placeholder(text)]
    parts = texts if isinstance(value, list) else [part for text in texts for part in _TAGS_END.split(plain(text).strip("[]"))]
    tags = [plain(part).strip(" #[]`\"'") for part in parts]
    return tuple(dict.fromkeys(tag for tag in tags if tag and not is_empty_word(tag)))
