"""What a heading says beside its title: unit and number (``Phase 2``), status marks and words, counts."""

from __future__ import annotations

import re

from msgspec import Struct

from mkdocs_planning.model.plan import Status
from mkdocs_planning.support.memoise import remembered
from mkdocs_planning.vocabulary.normal_form import normal, unnumbered_start
from mkdocs_planning.vocabulary.words import HEADING_MARKS, STEP_UNITS, TOP_UNITS

_UNITS = "|".join(sorted((*TOP_UNITS, *STEP_UNITS), key=len, reverse=True))
_BEFORE = r"(?:(?:deferred|implementation|migration|optional|future|development|delivery|rollout|project)\s+)?"
_UNIT = re.compile(
    rf"^{_BEFORE}(?P<label>{_UNITS})s?"
    r"(?:\s+|\s*#\s*)(?P<number>\d+(?:\.\d+)*[a-z]?(?:\s*(?:[-–]|to|&|and)\s*\d+(?:\.\d+)*)?|[IVX]{1,5}|[A-Z])(?![\w])"
    r"\s*(?P<rest>.*)$",
    re.I | re.S,
)
_SHORT = re.compile(r"^(?P<label>M|WP|S)(?P<number>\d{1,3}(?:\.\d+)?)\s*(?P<rest>[:.\-–—]\s*\S.*)$")
_MAY_BE_UNIT = re.compile(
    r"(?>[^\w<\[]+|<[^<>]*>|\[\w+\s*:[^\[\]]*\]|_|<|\[)*+(?:\d+(?:\.\d+)*[.):]?\s+|[A-Z][.)]\s+|[IVX]+\.\s+)?"
    + rf"{_BEFORE}(?:{_UNITS}|(?:M|WP|S)\d)",
    re.I,
)
"""A unit behind markup, emoji and remarks in brackets."""
_SHORT_LABELS = {"M": "Milestone", "WP": "Work package", "S": "Sprint"}
_DOTTED = re.compile(r"^(?P<number>\d+\.\d+(?:\.\d+)*)[.):]?\s*(?:[-–—:]\s*)?(?P<rest>\S.*)$", re.S)
_NUMBERED = re.compile(r"^(?P<number>\d+)[.):]\s+(?P<rest>\S.*)$", re.S)
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff][\ufe0f\u200d\U0001f000-\U0001faff]*")
_EDGE = re.compile("[\U0001f000-\U0001faff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\\s]*")
"""Emoji and blanks, as they stand at the ends of a heading."""
_STATUS_WORDS: dict[str, Status] = {
    "done": "complete", "complete": "complete", "completed": "complete", "finished": "complete", "implemented": "complete",
    "shipped": "complete", "in progress": "in-progress", "wip": "in-progress", "current": "in-progress",
    "active": "in-progress", "ongoing": "in-progress", "started": "in-progress",
    "deferred": "dropped", "skipped": "dropped", "cancelled": "dropped",
    "canceled": "dropped", "dropped": "dropped", "blocked": "blocked", "on hold": "blocked", "paused": "blocked",
    "not started": "ready", "planned": "ready", "pending": "ready", "to do": "ready", "todo": "ready", "ready": "ready",
}  # fmt: skip
_WORDS = "|".join(sorted((re.escape(w) for w in _STATUS_WORDS), key=len, reverse=True)).replace(r"\ ", r"[ -]")
_TAIL_STATUS = re.compile(
    rf"\s*(?:\(\s*(?P<paren>[^\w()]*(?:{_WORDS})\b[^()]*)\)|\[\s*(?P<square>(?:{_WORDS}))\s*\]"
    rf"|(?:[-–—:|]\s*|(?<=[^\w\s)])\s*)(?P<bare>{_WORDS}))\s*$",
    re.I,
)
_TAILS = (")", "]", *_STATUS_WORDS, *(word.replace(" ", "-") for word in _STATUS_WORDS))
"""How a heading ends that may have a status behind it."""
_COUNT = re.compile(r"\s*[(\[](?P<done>\d{1,4})\s*(?:/|of)\s*(?P<all>\d{1,4})(?:\s+\w+)?[)\]]\s*$")
_CHECKPOINT = re.compile(r"\s*\[(?:checkpoint|complexity|priority|commit|sha)\s*:[^\[\]]*\]\s*", re.I)
_TARGET = re.compile("\\s*\U0001f3af\\s*MVP\\s*$", re.I)


class HeadingFacts(Struct, frozen=True):
    """A heading taken apart. ``label`` is the unit's word ("Phase"), None where it is only numbered."""

    label: str | None
    number: str | None
    title: str
    status: Status | None
    status_text: str | None

    @property
    def top(self) -> bool:
        """Whether this is a unit that divides a whole plan (phase, milestone, sprint …)."""
        return self.label is not None and self.label.lower() in TOP_UNITS

    @property
    def step(self) -> bool:
        """Whether this is a unit inside a phase (step, task, story …)."""
        return self.label is not None and self.label.lower() in STEP_UNITS

    @property
    def is_unit(self) -> bool:
        """Whether this is the heading of a phase or of a step."""
        return self.top or self.step

    @property
    def unit_word(self) -> str:
        """The unit's word in lower case; empty where there is none."""
        return self.label.lower() if self.label is not None else ""

    @property
    def is_untitled(self) -> bool:
        """Whether a unit has no title of its own (``Phase 1`` alone)."""
        return self.label is not None and self.words == normal(f"{self.label} {self.number}")

    @property
    def words(self) -> str:
        """The title in normal form."""
        return normal(self.title)


def may_be_unit(raw: str) -> bool:
    """Whether inline Markdown may begin with a unit (``**Phase 1: …**``): the cheap test before it is taken apart."""
    return _MAY_BE_UNIT.match(raw) is not None


@remembered
def read_heading(text: str) -> HeadingFacts:
    """Take the plain text of a heading apart."""
    title = _CHECKPOINT.sub(" ", text) if "[" in text else text
    title = (title if title.isascii() else _TARGET.sub("", title)).strip()
    status, status_text, title = _status(title)
    title = _trim(title)
    label = number = None
    match = _UNIT.match(title)
    if match is None and (bare := unnumbered_start(title)) is not title:
        match = _UNIT.match(bare)
    if match:
        label, number = match["label"].capitalize(), match["number"]
        title = _rest(match["rest"]) or title
    elif match := _SHORT.match(title):
        label, number = _SHORT_LABELS[match["label"]], match["number"]
        title = _rest(match["rest"]) or title
    elif match := _DOTTED.match(title) or _NUMBERED.match(title):
        number = match["number"]
        title = match["rest"].strip()
    return HeadingFacts(label, number, _trim(title), status, status_text)


def _rest(rest: str) -> str:
    """The title behind ``Phase 2``: after a colon or dash, or in parentheses."""
    text = rest.strip()
    if text.startswith("(") and (match := re.match(r"^\(([^()]*)\)\s*(?:[:：\-–—]\s*(.*))?$", text, re.S)):
        text = (match.group(2) or match.group(1)).strip()
    return text.lstrip(":：.-–—|)• ").strip()


def _status(title: str) -> tuple[Status | None, str | None, str]:
    """The status that marks or words at the ends of a heading give, those words, and the heading without them."""
    status: Status | None = None
    words: str | None = None
    count = _COUNT.search(title) if title[-1:] in (")", "]") else None
    if count:
        done, all_ = int(count["done"]), int(count["all"])
        status = "complete" if all_ and done >= all_ else "in-progress" if done else None
        words = count.group(0).strip(" ()[]")
        title = title[: count.start()].rstrip()
    match = _TAIL_STATUS.search(title) if title.lower().endswith(_TAILS) else None
    if match and match.start() > 0:
        written = (match["paren"] or match["square"] or match["bare"]).strip()
        word = re.search(_WORDS, written, re.I)
        if word:
            status = _STATUS_WORDS[word.group(0).lower().replace("-", " ")]
            words = re.sub(r"^[^\w]+", "", written)
            title = title[: match.start()]
    if title.isascii():
        return status, words, title.strip()
    first, last = _edges(title)
    marks = [m.group(0)[0] for m in _EMOJI.finditer(title) if m.start() <= first or m.end() >= last]
    for mark in marks:
        if mark in HEADING_MARKS:
            if status is None:
                status, words = HEADING_MARKS[mark], mark
            break
    return status, words, title.strip()


def _edges(title: str) -> tuple[int, int]:
    """Where the text of a heading begins and ends, without the emoji and blanks around it."""
    before, behind = _EDGE.match(title), _EDGE.match(title[::-1])
    return before.end() if before else 0, len(title) - (behind.end() if behind else 0)


def _trim(title: str) -> str:
    if title.isascii():
        return title.strip()
    first, last = _edges(title)
    return title[first:last]
