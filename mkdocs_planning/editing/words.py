"""Which word, mark or emoji a plan, else its site, uses for a status, a state or a level."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from mkdocs_planning.editing.document import Document
from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.model.plan import Phase, Plan, Status, TaskState

STATUS_WORDS: dict[Status, str] = {
    "draft": "Draft",
    "review": "In Review",
    "ready": "Ready",
    "in-progress": "In Progress",
    "blocked": "Blocked",
    "complete": "Complete",
    "dropped": "Dropped",
}
"""What is written where neither the plan nor its site has a word for a status."""
_RECORD_WORDS: dict[Status, str] = {"draft": "Proposed", "complete": "Accepted", "dropped": "Superseded"}
"""What a decision record says instead."""
EMOJI = re.compile(
    "(?:[\U0001f000-\U0001faff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff][\ufe0f\u200d\U0001f000-\U0001faff]*\\s*)+"
)
"""Emoji at the beginning of a value, with the blanks behind them."""
_CHOICES = re.compile(r"(?:<!--|#)(?P<inside>[^>#]*[|/][^>#]*?)(?:-->|$)")
_MAX_WORD = 30
"""A longer status text is a sentence and no word for a status."""
_MARKS: dict[TaskState, tuple[str, ...]] = {
    "open": (" ",),
    "done": ("x", "X"),
    "active": ("~", "/"),
    "dropped": ("-",),
    "deferred": (">",),
}


class Usage(Struct, frozen=True):
    """The texts by which the plans of a site state each status, the most frequent first."""

    statuses: dict[Status, tuple[str, ...]] = {}


def usage_of(plans: Iterable[Plan]) -> Usage:
    """How *plans* write their statuses."""
    found: dict[Status, Counter[str]] = {}
    for plan in plans:
        if plan.status_from == "stated" and plan.status_text and len(plan.status_text) <= _MAX_WORD:
            found.setdefault(plan.status, Counter())[plan.status_text] += 1
    return Usage({status: tuple(text for text, _ in texts.most_common()) for status, texts in found.items()})


def status_words(document: Document, plan: Plan, status: Status, line: int | None, usage: Usage) -> list[str]:
    """The words for *status* in order of preference: those of the plan, of its site, the usual one. Emoji are kept.

    Args:
        line: the line that states the present status, on which a comment may list the words to choose from.
    """
    old = plan.status_text or ""
    found: list[str] = []
    if line is not None:
        found += [word for word in _choices(document.line(line)) if document.vocabulary.status_of(word) == status]
    texts = [text for text in _phase_texts(plan.phases) if document.vocabulary.status_of(text) == status]
    texts += usage.statuses.get(status, ())
    found += [in_case_of(old, text) for text in texts if len(text) <= _MAX_WORD and "(" not in text]
    if plan.status_text and document.vocabulary.status_of(plan.status_text) != plan.status:  # "accepted" is complete here
        found += [in_case_of(old, word) for key, word in _RECORD_WORDS.items() if key == status]
    found.append(in_case_of(old, STATUS_WORDS[status]))
    return list(dict.fromkeys(found))


def _phase_texts(phases: Sequence[Phase]) -> Iterator[str]:
    for phase in phases:
        if phase.status_text:
            yield phase.status_text
        yield from _phase_texts(phase.steps)


def _choices(line: str) -> list[str]:
    """The words of a comment that lists them (``<!-- Draft | In Progress | Done -->``)."""
    match = _CHOICES.search(line)
    if match is None:
        return []
    separator = "|" if "|" in match["inside"] else "/"
    return [word.strip() for word in match["inside"].split(separator) if word.strip()]


def in_case_of(old: str, word: str) -> str:
    """*word* in the capitals and with the separators of *old* (``in_review`` → ``in_progress``)."""
    letters = [char for char in old if char.isalpha()]
    if not letters:
        return word
    if all(char.isupper() for char in letters) and len(letters) > 1:
        return word.upper()
    separator = next((char for char in "-_" if re.search(rf"[a-z]{char}[a-z]", old)), None)
    if not any(char.isupper() for char in letters):
        lower = word.lower()
        return re.sub(r"[ _-]+", separator, lower) if separator else lower
    words = plain(old).split()
    if len(words) > 1 and words[1][:1].islower() and " " in word:  # "In review"
        return word[0] + word[1:].lower()
    return word


def marks_for(document: Document, plan: Plan, state: TaskState) -> list[str]:
    """The marks for *state* between brackets: those of this document by frequency, of the site, the usual ones."""
    own = Counter(task.mark.removesuffix("*") for task in plan.tasks if task.mark is not None and task.state == state)
    vocabulary = document.vocabulary
    found = [mark for mark, _ in own.most_common() if mark != " " or state == "open"]
    found += [mark for mark in vocabulary.site_marks if vocabulary.marks[mark] == state]
    if state == "active" and b"_Requirements:" in document.data:  # Kiro's task lists
        found.append("-")
    found += _MARKS[state]
    return list(dict.fromkeys(found))


def without_emoji(text: str) -> str:
    match = EMOJI.match(text)
    return text[match.end() :] if match else text


def emoji_of(text: str) -> str:
    """The emoji with which *text* begins, with the blanks behind them; empty where it begins with none."""
    match = EMOJI.match(text)
    return match.group() if match else ""


def level_words(texts: Iterable[str], level: str, old: str | None) -> list[str]:
    """The words for a risk level: those that stand in the same column or field for it, then the level itself."""
    found = [text for text in texts if len(text) <= _MAX_WORD and level in plain(text).lower().split()]
    found.append(in_case_of(old or "High", level.title()))
    found.append(level.title())
    return list(dict.fromkeys(found))
