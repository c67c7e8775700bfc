"""Status, owners, dates and other facts of the header: changed where they stand, added where nothing is stated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from mkdocs_planning.editing.candidates import Planned
from mkdocs_planning.editing.consequences import of_phases
from mkdocs_planning.editing.document import Document, Splices
from mkdocs_planning.editing.edits import Refused, SetField, SetStatus
from mkdocs_planning.editing.escaping import literal
from mkdocs_planning.editing.front_matter_values import Entry, FrontMatter
from mkdocs_planning.editing.header_lines import new_line
from mkdocs_planning.editing.key_values import KeyValue, key_values, prefix_of, value_span
from mkdocs_planning.editing.places import Place, cell_place, old_text, place_of, wrapped, write
from mkdocs_planning.editing.proof import Expectation, Permit, Terms
from mkdocs_planning.editing.sibling_lines import ends_with_break
from mkdocs_planning.editing.words import Usage, emoji_of, status_words, without_emoji
from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Text
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.vocabulary.normal_form import normal

_REMARK = re.compile(r"\s*(?:[—–;(\[]|\s-\s|\.(?:\s|$))")
"""Where the first clause of a status ends and what explains it begins."""
_MAX_REMARK = 60
"""A longer remark says more than the old status, and stays."""
_MANY = ("owners", "tags")
_DATES = ("created", "updated", "start", "target", "finished")
_TEXTS = ("priority", "effort", "complexity", "risk_level", "summary", "title", "id")
KNOWN = frozenset((*_MANY, *_DATES, *_TEXTS))
"""Fields of the header that are facts of the model; any other name is a header key."""
_ELSEWHERE = frozenset({"title", "id", "summary"})
"""Facts that stand in the heading, the path, and the text, where no header line states them."""
_KEYS = {"owners": "Owner", "tags": "Tags", "start": "Start", "target": "Target", "priority": "Priority"}
"""The keys under which a fact is added."""


def plan_status(document: Document, index: int, edit: SetStatus, usage: Usage) -> Planned | Refused:
    """How the status of plan *index* can be set."""
    plan = document.plans[index]
    line = plan.lines.get("status")

    def terms(lines: range) -> Terms:
        permits = [Permit((name,)) for name in ("status", "status_text", "status_from")]
        permits += [Permit(("lines", "status")), _unread_keys(document, "status")]
        permits += _repetitions(plan)
        expected = (
            Expectation(("status",), lambda status: status == edit.status, edit.status),
            Expectation(("status_from",), lambda origin: origin == "stated", "stated"),
        )
        return Terms(tuple(permits), expected, index)

    words = status_words(document, plan, edit.status, line, usage)
    candidates = _status_candidates(document, plan, line, words)
    otherwise = Refused("no-place", line or plan.line, "no place for a status was found")
    done = plan.status == edit.status and plan.status_from == "stated"
    return Planned(line or plan.line, candidates, terms, otherwise, done)


def _repetitions(plan: Plan) -> tuple[Permit, ...]:
    """The line of the status may be read as that of a milestone too, and in a footer as that of the last phase."""

    def repeats(old: object, new: object) -> bool:
        return old in (plan.status, plan.status_text) or new in (plan.status, plan.status_text)

    line = plan.lines.get("status")
    if line is None:
        return ()
    return (Permit(("milestones", line, None, "status")), *of_phases("status", "status_text", test=repeats))


def _unread_keys(document: Document, field: str) -> Permit:
    """A value that could not be read as *field* stands under its written key, until it can."""
    keys = document.vocabulary.keys
    return Permit(("fields", lambda key: keys.get(normal(str(key))) == field))


def _status_candidates(document: Document, plan: Plan, line: int | None, words: list[str]) -> Iterator[Splices]:
    if line is None:
        for word in words:
            yield from _unread(document, "status", (_with_emoji("", word),))
        for word in words:
            yield from new_line(document, plan, "status", "Status", (without_emoji(word),))
        return
    for word in words:
        for entry in _entries(document, "status", line):
            splice = FrontMatter(document).set_one(entry, _with_emoji(plan.status_text or "", word))
            if splice is not None:
                yield (splice,)
    for place in _places(document, "status", line):
        old = old_text(document, place)
        for word in words:
            for value in _status_values(old, word):
                yield (write(document, place, value),)


def _with_emoji(old: str, word: str) -> str:
    """*word* with its emoji where the old text has one too, else without."""
    return word if emoji_of(old) and emoji_of(word) else without_emoji(word)


def _status_values(old: str, word: str) -> Iterator[str]:
    """The value behind the key with *word* in place of the old status: a long explanation stays, a short one goes."""
    made = _with_emoji(old, word)
    bare = old[len(emoji_of(old)) :]
    remark = _REMARK.search(plain_width(bare))
    rest = bare[remark.start() :] if remark else ""
    clause = bare[: remark.start()] if remark else bare
    kept = f"{wrapped(clause, made)}{rest}"
    whole = wrapped(bare, made)
    if rest and (len(rest) > _MAX_REMARK or "](" in rest):
        yield kept
        yield whole
    else:
        yield whole
        yield kept


def plain_width(text: str) -> str:
    """*text* with links, code and emphasis blanked, so that their inside does not end a clause."""
    return re.sub(r"\[[^\]]*\]\([^)]*\)|`[^`]*`|\*\*[^*]*\*\*", lambda match: "x" * len(match.group()), text)


def plan_field(document: Document, index: int, edit: SetField) -> Planned | Refused:
    """How a fact of the header of plan *index* can be set."""
    plan = document.plans[index]
    field = edit.field
    if field == "status":
        return Refused("bad-value", plan.line, "a status is set by an edit of its own")
    values = tuple(value.strip() for value in edit.value)
    if len(values) != 1 and (not values or field not in _MANY):
        return Refused("bad-value", plan.line, f"{field} takes one value, {len(values)} given")
    first = values[0]
    line = plan.lines.get(field)

    def terms(lines: range) -> Terms:
        if field in KNOWN:
            permits = (Permit((field,)), Permit(("lines", field)), _unread_keys(document, field))
            expected = Expectation((field,), _reads_as(document, field, values), ", ".join(values))
        else:
            permits = (Permit(("fields", field)), *_beside_key(document, field))
            expected = Expectation(("fields", field), partial(_shows, wanted=first), first)
        return Terms(permits, (expected,), index)

    otherwise = Refused("no-place", line or plan.line, f'no place for "{field}" was found')
    present = getattr(plan, field) if field in KNOWN else plan.fields.get(field)
    return Planned(
        line or plan.line,
        _field_candidates(document, plan, field, line, values),
        terms,
        otherwise,
        done=present is not None and _reads_as(document, field, values)(present),
    )


def _beside_key(document: Document, key: str) -> tuple[Permit, ...]:
    """What the value of a header key is besides: a link, or the dependencies that its lines name."""
    lines = {place.line for place in _places(document, key, None)}
    lines.update(line for entry in _entries(document, key, None) for line in range(entry.line, entry.end_line + 1))
    links = (Permit(("links",)),) if normal(key) in document.vocabulary.links else ()
    return (*links, *(Permit(("dependencies", line)) for line in sorted(lines)))


def _reads_as(document: Document, field: str, values: Sequence[str]) -> Callable[[Any], bool]:
    if field == "owners":
        names = tuple(document.vocabulary.owner(value.removeprefix("@")) for value in values)
        return lambda read: read == names
    if field == "tags":
        return lambda read: read == tuple(values)
    return partial(_shows, wanted=values[0])


def _shows(read: object, wanted: str) -> bool:
    return isinstance(read, str) and plain(read) == wanted


def _field_candidates(document: Document, plan: Plan, field: str, line: int | None, values: Sequence[str]) -> Iterator[Splices]:
    if line is None and field in KNOWN:
        yield from _unread(document, field, values)
        if field in _ELSEWHERE:
            return
        yield from new_line(document, plan, field, _KEYS.get(field, field.capitalize()), values)
        return
    front = FrontMatter(document)
    for entry in _entries(document, field, line):
        yield from front.set_many(entry, values)
    found = False
    for place in _places(document, field, line):
        found = True
        old = old_text(document, place)
        yield (write(document, place, wrapped(old, literal(", ".join(values)))),)
        yield (write(document, place, ", ".join(values)),)
    if not found and field not in KNOWN and field not in plan.fields:
        yield from new_line(document, plan, field, field, values)


def _unread(document: Document, field: str, values: Sequence[str]) -> Iterator[Splices]:
    """A key of the field that stands there without a value (``owner:``), or with one that is a placeholder."""
    front = FrontMatter(document)
    for entry in front.entries():
        if document.vocabulary.keys.get(normal(entry.key)) == field:
            yield from front.set_many(entry, values)
    for line in range(document.outline.body_line, min(document.outline.body_line + 40, document.line_count + 1)):
        for found in key_values(document.line(line), line):
            if document.vocabulary.keys.get(normal(plain(found.key))) == field:
                yield (write(document, place_of(document, found), literal(", ".join(values))),)


def _entries(document: Document, field: str, line: int | None) -> Iterator[Entry]:
    """The keys of the front matter that may state *field*: that of its line, or that of its name."""
    if line is not None and line >= document.outline.body_line:
        return
    for entry in FrontMatter(document).entries():
        if (line is not None and entry.line == line) or (line is None and entry.key == field):
            yield entry


def _places(document: Document, field: str, line: int | None) -> Iterator[Place]:
    """The places in the body that may state *field*: of the keys on its line, or of the keys with its name."""
    if line is not None:
        yield from _on_line(document, field, line)
        return
    for number in range(document.outline.body_line, document.line_count + 1):
        text = document.line(number)
        if field[:1] in text:
            pairs = key_values(text, number)
            for found in pairs:
                if plain(found.key) == field:
                    yield place_of(document, found)
                    yield from _whole_value(document, found, last=found is pairs[-1])
    for table in document.tables:
        for row in (table.head, *table.rows):
            if len(row) > 1 and row[0].plain.rstrip(":") == field:
                yield cell_place(document, row[1])


def _on_line(document: Document, field: str, line: int) -> Iterator[Place]:
    if line < document.outline.body_line:
        return
    keys = document.vocabulary.keys
    row = _row_with_head(document, line)
    if row is not None:
        for left, right in pairwise(row):
            if keys.get(normal(left.plain.rstrip(":"))) == field:
                yield cell_place(document, right)
        return
    text = document.line(line)
    found = key_values(text, line)
    for pair in found:
        if keys.get(normal(plain(pair.key))) == field:
            yield place_of(document, pair)
            if field != "status":  # what goes on below a status explains it
                yield from _whole_value(document, pair, last=pair is found[-1])
    if not any(keys.get(normal(plain(pair.key))) == field for pair in found):
        start, end = value_span(text, len(prefix_of(text)), len(text))
        yield place_of(document, KeyValue(line, "", start, start, start, end))


def _whole_value(document: Document, pair: KeyValue, *, last: bool) -> Iterator[Place]:
    """The place of a value that goes on over further lines of its paragraph, up to a line break or another key."""
    place = place_of(document, pair)
    text = next((text for text in document.outline.texts if text.start <= place.start < text.end), None)
    if not last or text is None:
        return
    end, final = place.line, document.line_of(max(text.end - 1, text.start))
    while end < final and not (ends_with_break(document.line(end)) or key_values(document.line(end + 1), end + 1)):
        end += 1
    if end > place.line:
        yield Place(place.line, place.start, min(document.end_of(end), text.end))


def _row_with_head(document: Document, line: int) -> Sequence[Text] | None:
    """The row on *line*, of which the head of a table is one too."""
    for table in document.tables:
        for row in (table.head, *table.rows):
            if row and document.line_of(row[0].start) == line:
                return row
    return None
