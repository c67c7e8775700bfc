"""The title of a plan, without its kind, its number and decoration."""

from __future__ import annotations

import re

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Outline, Section
from mkdocs_planning.reading.headings import read_heading
from mkdocs_planning.reading.placeholders import is_placeholder
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

EMOJI = re.compile("(?:[\u2190-\u21ff]\ufe0f|[\U0001f000-\U0001faff\u2300-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3])+")
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
_TAG = re.compile(
    r"^\[(?:[A-Z]{2,}|(?i:feature(?: request)?|proposal|plan|epic|story|task|rfc|draft|wip|bug))\]\s*[:–—-]?\s*(?=\S)"
)
"""A kind in brackets before the title (``[FEATURE] Offline mode``)."""
_OPENINGS = frozenset({"introduction", "overview", "summary", "executive summary", "goal", "context"})
"""Headings that open a text and do not name it."""
_GOAL = 120
_STATUS_TAIL = re.compile(r"\s*[-–—(\[]\s*(?:draft|wip|complete|completed|done|in progress)\s*[)\]]?\s*$", re.I)


def clean_title(text: str) -> str:
    """A title without its kind, number and emoji (``ADR-012: Cache`` → ``Cache``)."""
    title = text if text.isascii() else EMOJI.sub(" ", text)
    title = _TAG.sub("", " ".join(title.split())).strip(" :–—")
    for _ in range(2):
        shorter = _KIND_PREFIX.sub("", _NUMBER_PREFIX.sub("", title))
        if shorter == title or not shorter.strip():
            break
        title = shorter.strip()
    title = _STATUS_TAIL.sub("", title) or title
    return title.strip()


def title_of(outline: Outline, stated: str, source: str, goal: str | None, vocabulary: Vocabulary) -> str:
    """The title of a document: as stated, else its first heading, else the name of its file or folder.

    *goal* is what its header says it is for; it names a document whose only heading of the first level is "Introduction".
    """
    heading = _title_heading(outline, vocabulary)
    if heading is not None and goal and len(goal) <= _GOAL and normal(heading.title) in _OPENINGS:
        heading, stated = None, stated or goal
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


def _title_heading(outline: Outline, vocabulary: Vocabulary) -> Section | None:
    """The first H1; without one the first heading, unless it is one of several sections ("1. Database", "Summary")."""
    first: Section | None = None
    for section in outline.sections:
        if section.level == 1 and section.title:
            return section
        if section.level and section.title and first is None:
            first = section
    if first is not None and sum(section.level == first.level for section in outline.root.sections) > 1:
        facts = read_heading(first.title)
        if facts.number is not None or vocabulary.titles.phrases(first.title):
            return None
    return first
