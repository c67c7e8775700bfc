"""What a plan says of itself: title, status, owners, dates and every other header field.

A fact is looked for in this order, and the first place that has it wins (NOTATION §1): front matter,
the header block (before the first H2), a ``## Status`` section, the footer. A status under any
other heading is that section's, never the document's.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, cast

import yaml
from msgspec import Struct

from mkdocs_planning.dates import find_date
from mkdocs_planning.model import Link, Problem, Status
from mkdocs_planning.reading.front_matter import load_front_matter
from mkdocs_planning.reading.labels import Label, labels_in, links_in, paragraph_labels, plain
from mkdocs_planning.reading.outline import Block, Heading, ListBlock, Outline, Paragraph, Quote, Rule, Section, Table
from mkdocs_planning.vocabulary import DOWNSTREAM_KEYS, UPSTREAM_KEYS, Vocabulary, is_empty_word, normal

_KIND_PREFIX = re.compile(
    r"^(?:\[?(?:(?:technical|detailed|project|feature|high[- ]level|phased|master|product|overall|initial|dogfooding|pilot|"
    r"rollout|tactical|strategic)\s+)*"
    r"(?:implementation|development|migration|project|feature|execution|work|action|release|test|design|delivery|technical|"
    r"refactoring|integration|improvement|pilot|execplan|exec)?\s*"
    r"(?:plan|roadmap|spec(?:ification)?|proposal|design(?:\s+doc(?:ument)?)?|tasks?|requirements(?:\s+document)?|rfc|prd|"
    r"retrospective|epic|story|execplan|change|track)"
    r"(?:\s+\(\w+\))?\]?"
    r"|(?:adr|rfc|kep|tep|gep|cip|cep|eep|pep|se|epic|story|task|feature|project|change|spec|feature\s+spec|plan|us|wp|"
    r"user\s+story|work\s+package|epic|design|enhancement|proposal)"
    r"[- ]*#?(?:\d[\w.]*(?:-\d+)*)"
    r"|(?:adr|rfc|kep|tep|gep|cip|cep|pep))"
    r"\s*(?:[:：]|\s[-–—]\s|[-–—]\s)\s*(?=\S)",
    re.I,
)
_NUMBER_PREFIX = re.compile(r"^(?:#?\d{1,5}(?:\.\d+)*[.:)]\s+|\d{1,4}\s+[-–—]\s+|[A-Z]{2,}-\d+\s+[-–—]\s+)(?=\S)")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3]+", re.UNICODE)
_STATUS_TAIL = re.compile(r"\s*[-–—(\[]\s*(?:draft|wip|complete|completed|done|in progress)\s*[)\]]?\s*$", re.I)
_PLACEHOLDER = re.compile(
    r"^(?:\[(?!\s*[xX ]?\s*\])[^\[\]]+\](?!\()|\{[^{}]+\}|<[a-z][\w \-]*>|Y{4}[-/]M{2}[-/]D{2}|_{3,}|\.{3}|…|X{3,}|#{3,})$",
    re.I,
)
_HANDLE = re.compile(r"@([A-Za-z0-9][A-Za-z0-9_.-]*)")
_OWNER_SPLIT = re.compile(r"\s*(?:,|;|\band\b|&|\s\+\s|·|\|)\s*")
_STATUS_HEADING = re.compile(r"(?:document |current )?status\s*[:：–—-]\s*(\S.*)$", re.I)
_PAREN = re.compile(r"\s*\([^()]*\)")
_MAIL = re.compile(r"\s*<[^<>@\s]+@[^<>\s]+>|\s*\(?[\w.+-]+@[\w-]+\.[\w.-]+\)?")
_PATH = re.compile(r"^[\w.@~{}/\\ -]+\.(?:md|markdown|rst|txt|html|pdf|yaml|yml|json)(?:#[\w-]+)?$", re.I)
_OWN_SIZE = 160
"""A value of a key that is not known is at most this long; beyond, the line is prose with a bold beginning."""
_HEAD_SIZE = 400
"""A line longer than this is prose and no header line, even if it begins with a known key."""
FOOTER_LINES = 8
"""The footer: labels in the last block(s) of a file, at most this many lines from its end."""


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


class Stated(Struct, frozen=True):
    """One value that a place states for a key: the words, where they stand, how the key was written."""

    key: str
    value: Any
    line: int
    shape: str


_UPSTREAM = frozenset(normal(key) for key in UPSTREAM_KEYS)
_DOWNSTREAM = frozenset(normal(key) for key in DOWNSTREAM_KEYS)
_OVERVIEW_FIELDS = ("priority", "effort", "complexity", "risk_level", "owners", "created", "updated", "target")
_DATE_FIELDS = ("created", "updated", "start", "target", "finished")


def is_placeholder(text: str) -> bool:
    """Whether a whole value is still the template's (``[DATE]``, ``{FEATURE_ID}``, ``YYYY-MM-DD``)."""
    value = text.strip().strip("*_`").strip()
    return bool(_PLACEHOLDER.match(value))


def read_metadata(outline: Outline, source: str, vocabulary: Vocabulary) -> Metadata:
    """The header facts of *outline*, with problems that name file and line."""
    meta = Metadata(problems=[], fields={})
    front, error, recovered = load_front_matter(outline.front_matter)
    meta.front_matter = front
    if error is not None:
        line = outline.front_matter_line + error.line
        message = f"front matter is not valid YAML ({error.what}); its lines were read one by one. {error.remedy}"
        meta.problems.append(Problem("invalid-front-matter", "warning", message, source, line))
    stated: list[Stated] = [
        Stated(key, value, outline.front_matter_line + recovered.get(key, 0), "front matter") for key, value in front.items()
    ]
    stated += [
        Stated(label.key, label.raw, label.line, label.shape) for label in header_labels(outline, vocabulary) if label.raw
    ]
    stated += _overview_section(outline, vocabulary)
    stated += _status_section(outline, vocabulary)
    stated += _footer(outline, vocabulary)
    taker = _Taker(meta, source, vocabulary, _is_decision_record(outline, vocabulary))
    for entry in stated:
        taker.take(entry)
    meta.title = _title(outline, meta.title, source)
    return meta


def header_labels(outline: Outline, vocabulary: Vocabulary) -> list[Label]:
    """The labels of the header block: what stands before the first H2, in any shape.

    Marked keys (bold, or in a table) count whatever they say; plain ones only where the key is known.
    """
    found: list[Label] = []
    for block in _header_blocks(outline):
        if isinstance(block, Paragraph):
            labels = paragraph_labels(block.text, allow_plain=True)
        elif isinstance(block, ListBlock | Quote | Table):
            labels = list(labels_in([block], allow_plain=True))
        else:
            continue
        for label in labels:
            if _is_header(label, vocabulary):
                found.append(label)
    return found


def header_lines(outline: Outline, vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """Ranges of lines (first, last) of the header that a card may take over from the page.

    Only paragraphs and quotes before the first H2 of which every line is a header line with a value;
    lists and tables stay, since they may say more than their keys.
    """
    ranges: list[tuple[int, int]] = []
    for block in _header_blocks(outline):
        inner = block.blocks if isinstance(block, Quote) else [block]
        if not inner or not all(isinstance(part, Paragraph) for part in inner):
            continue
        whole = True
        for part in inner:
            assert isinstance(part, Paragraph)
            labels = paragraph_labels(part.text, allow_plain=True)
            covered = {line for label in labels for line in range(label.line, label.end_line + 1)}
            whole = whole and bool(labels) and covered == {line.number for line in part.text.lines}
            whole = whole and all(label.raw and _is_header(label, vocabulary) for label in labels)
        if whole:
            ranges.append((block.line, block.end_line))
        elif ranges:
            break
    return ranges


def _is_header(label: Label, vocabulary: Vocabulary) -> bool:
    """Whether a label is a header line: a known key, or a short marked one that is no date, with a short value."""
    if _known(label.name, vocabulary):
        return len(label.raw) <= _HEAD_SIZE
    return label.bold and len(label.key) <= 40 and len(label.raw) <= _OWN_SIZE and not label.key[:1].isdigit()


def _known(name: str, vocabulary: Vocabulary) -> bool:
    return name in vocabulary.keys or name in vocabulary.links or name in _UPSTREAM or name in _DOWNSTREAM


def _header_blocks(outline: Outline) -> Iterator[Block]:
    """The blocks before the first heading that is not the document's title."""
    titles = 0
    for block in outline.blocks:
        if isinstance(block, Heading):
            if titles or block.level > 2 or (block.level == 2 and _has_h1(outline)):
                return
            titles += 1
            continue
        yield block


def _has_h1(outline: Outline) -> bool:
    return any(section.level == 1 for section in outline.root.sections)


def _overview_section(outline: Outline, vocabulary: Vocabulary) -> list[Stated]:
    """Header keys that stand under a first heading called "… Overview"; a status there is another thing's."""
    for section in outline.root.walk():
        if section.level == 2:
            if not normal(section.title).endswith(("overview", "summary", "information")):
                return []
            labels = labels_in(section.blocks, allow_plain=True)
            return [
                Stated(label.key, label.raw, label.line, "overview")
                for label in labels
                if label.raw and len(label.raw) <= 120 and vocabulary.keys.get(label.name) in _OVERVIEW_FIELDS
            ]
    return []


def _status_section(outline: Outline, vocabulary: Vocabulary) -> list[Stated]:
    """``## Status`` with the value beneath it, or in the heading itself (``## Status: implemented``)."""
    found: list[Stated] = []
    for section in outline.root.walk():
        if section.level not in (1, 2) and not (section.level == 3 and section.parent and section.parent.level <= 1):
            continue
        words = normal(section.title)
        if words in ("status", "current status", "document status", "metadata", "document information", "document info"):
            labels = [
                label for label in labels_in(section.blocks, allow_plain=True) if _known(label.name, vocabulary) and label.raw
            ]
            found += [Stated(label.key, label.raw, label.line, "section") for label in labels]
            if words.endswith("status") and not any(vocabulary.keys.get(label.name) == "status" for label in labels):
                text = next((b.text for b in section.blocks if isinstance(b, Paragraph)), None)
                if text is None:
                    lists = [b for b in section.blocks if isinstance(b, ListBlock)]
                    if lists and len(lists[0].items) == 1:
                        text = lists[0].items[0].text
                if text is not None and text.raw and (not labels or text.line < labels[0].line):
                    first = text.lines[0].raw
                    value = re.split(r"\s*\*\*[^*]+(?::\*\*|\*\*:)", first)[0]
                    if value:
                        found.append(Stated("status", value, text.line, "section"))
        elif section.level <= 2 and (match := _STATUS_HEADING.match(section.title)):
            found.append(Stated("status", match.group(1), section.line, "section"))
    return found


def _footer(outline: Outline, vocabulary: Vocabulary) -> list[Stated]:
    """Labels in the last lines of the file (after its last rule, or in its last paragraph).

    A paragraph right after a rule that holds nothing but known keys counts too: people append to a footer.
    """
    blocks = outline.blocks
    if not blocks:
        return []
    last_line = max(block.end_line for block in blocks[-3:])
    tail: list[Block] = []
    for block in reversed(blocks):
        if isinstance(block, Heading | Rule) or block.line < last_line - FOOTER_LINES:
            if isinstance(block, Rule) or not tail:
                break
            tail = [b for b in tail if b is blocks[-1] or b.line >= last_line - 3]
            break
        tail.append(block)
    tail.reverse()
    found: list[Stated] = []
    for before, block in pairwise(blocks):
        if isinstance(before, Rule) and isinstance(block, Paragraph) and all(block is not b for b in tail):
            labels = paragraph_labels(block.text, allow_plain=True)
            if len(labels) > 1 and all(label.name in vocabulary.keys for label in labels):
                found += [Stated(label.key, label.raw, label.line, "footer") for label in labels if label.raw]
    for block in tail:
        if isinstance(block, Paragraph | Quote):
            for label in labels_in([block], allow_plain=True):
                if label.raw and _known(label.name, vocabulary) and len(label.raw) <= _HEAD_SIZE:
                    found.append(Stated(label.key, label.raw, label.line, "footer"))
    return [entry for entry in found if vocabulary.keys.get(normal(entry.key)) not in ("title", "id", "summary", "risk_level")]


def _is_decision_record(outline: Outline, vocabulary: Vocabulary) -> bool:
    titles = {normal(section.title) for section in outline.root.walk() if section.level}
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
        name = normal(entry.key)
        field = self.vocabulary.keys.get(name)
        if name in _UPSTREAM or name in _DOWNSTREAM:
            where = self.meta.dependencies if name in _UPSTREAM else self.meta.downstream
            made = (*where, entry)
            if name in _UPSTREAM:
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
            owners = _owners(value, self.vocabulary)
            if owners:
                self.meta.owners = owners
                self.taken.add(field)
        elif field == "tags":
            tags = _tags(value)
            if tags:
                self.meta.tags = tags
                self.taken.add(field)
        else:
            text = _one_text(value)
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
                self.taken.add(field)

    def _is_choice(self, text: str) -> bool:
        options = [part.strip().lower() for part in re.split(r"\s*[|/]\s*", text)]
        levels = {"low", "medium", "high", "critical", "very high", "small", "large", "very large", "p0", "p1", "p2", "p3"}
        return len(options) >= 3 and all(option.strip("[]{}") in levels for option in options)

    def _status(self, entry: Stated) -> None:
        text = _one_text(entry.value)
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
                self.taken.add("status")
            return
        status = self.vocabulary.status_of(words, decision_record=self.decision_record)
        if status is None and entry.shape in ("section", "footer") and len(words.split()) > 8:
            return  # prose under a heading called Status
        self.taken.add("status")
        self.meta.status = status
        self.meta.status_text = words if len(words) <= 200 else words[:197].rstrip() + "…"
        if status is None and not _EMOJI.fullmatch(words):
            message = (
                f'status "{self.meta.status_text}" is none of the known words; '
                "use one of them or add it to the option `statuses`"
            )
            self.meta.problems.append(Problem("unknown-status", "warning", message, self.source, entry.line))

    def _date(self, field: str, entry: Stated) -> None:
        value = entry.value
        if isinstance(value, datetime.datetime):
            iso: str | None = value.date().isoformat()
        elif isinstance(value, datetime.date):
            iso = value.isoformat()
        else:
            text = _one_text(value)
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
        self.taken.add(field)

    def _link(self, rel: str, entry: Stated) -> None:
        values = _list(entry.value)
        kept = False
        for value in values:
            text = _one_text(value)
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
                    kept = True
        if not kept:
            self._field(entry)

    def _field(self, entry: Stated) -> None:
        text = _field_text(entry.value)
        if text and not is_placeholder(text):
            key = entry.key.strip()
            self.meta.fields.setdefault(key, text)


def _list(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else [value]


def _one_text(value: Any) -> str | None:
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list) and len(_list(value)) == 1:
        return _one_text(_list(value)[0])
    return None


def _field_text(value: Any) -> str:
    """A value of the front matter as one line of text; what is nested is written as YAML."""
    if value is None or value == [] or value == {}:
        return ""
    one = _one_text(value)
    if one is not None:
        return " ".join(one.split())
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(not isinstance(part, list | dict) for part in _list(value)):
        return ", ".join(_field_text(part) for part in _list(value))
    try:
        dumped: str = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000)
    except (yaml.YAMLError, RecursionError, ValueError):
        return ""
    return " ".join(dumped.split())[:1000]


def _owners(value: Any, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Names of people or teams from a text, a list of texts, or a list of ``{name: …}``."""
    found: list[str] = []
    for entry in _list(value):
        named = cast("dict[Any, Any]", entry) if isinstance(entry, dict) else {"name": entry}
        text = _one_text(next((named[key] for key in ("name", "handle", "github", "login") if named.get(key)), None))
        if text is None:
            continue
        found += split_owners(text)
    unique: dict[str, str] = {}
    for name in found:
        shown = vocabulary.owner(name)
        unique.setdefault(shown.casefold(), shown)
    return tuple(unique.values())


def split_owners(text: str) -> list[str]:
    """The people in *text*: ``Ana Ruiz (@ana), [@bo](…) and Team X`` → Ana Ruiz, bo, Team X."""
    names: list[str] = []
    words = _MAIL.sub("", plain(text))
    for part in _OWNER_SPLIT.split(_PAREN.sub("", words) if _PAREN.sub("", words).strip() else words):
        name = part.strip(" .*_`\"'")
        name = _EMOJI.sub("", name).strip()
        if name.startswith("@"):
            name = name[1:]
        elif (handle := _HANDLE.search(name)) and handle.start() > 0:
            name = name[: handle.start()].strip() or handle.group(1)
        if not name or is_empty_word(name) or is_placeholder(name) or len(name) > 80 or find_date(name):
            continue
        names.append(name)
    return names


def _tags(value: Any) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for entry in _list(value):
        text = _one_text(entry)
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


def clean_title(text: str) -> str:
    """A title without its kind, number and emoji (``ADR-012: Cache`` → ``Cache``)."""
    title = _EMOJI.sub(" ", text)
    title = " ".join(title.split()).strip(" :–—")
    for _ in range(2):
        shorter = _KIND_PREFIX.sub("", _NUMBER_PREFIX.sub("", title))
        if shorter == title or not shorter.strip():
            break
        title = shorter.strip()
    title = _STATUS_TAIL.sub("", title) or title
    return title.strip()


def _title(outline: Outline, stated: str, source: str) -> str:
    heading = _title_heading(outline)
    if stated and not is_placeholder(stated):
        return clean_title(plain(stated)) or plain(stated)
    if heading is not None:
        cleaned = clean_title(heading.title)
        if cleaned:
            return cleaned
    stem = source.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if stem.lower() in ("index", "readme", "plan", "tasks", "spec", "design", "proposal", "requirements") and "/" in source:
        stem = source.rsplit("/", 2)[-2]
    return re.sub(r"[-_]+", " ", stem).strip().capitalize() or source


def _title_heading(outline: Outline) -> Section | None:
    first: Section | None = None
    for section in outline.root.walk():
        if section.level == 1 and section.title:
            return section
        if section.level and section.title and first is None:
            first = section
    return first
