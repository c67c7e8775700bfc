"""What can be changed in a plan, as small frozen values, and what comes of a change.

Every edit carries the new value absolutely ("done", never "toggle"), so that sending it twice does no harm, and what
the sender believed to stand in the file: the text of the fact (``text``) and its present value (``was``). Where one of
them is left out it is not compared. Lines count from 1 in the file as it is on disk.
"""

from __future__ import annotations

import hashlib
from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from mkdocs_planning.model.plan import Status, TaskState

RiskField = Literal["mitigation", "owner", "status", "likelihood", "impact"]
ItemKind = Literal["task", "question", "risk", "decision", "change"]

Reason = Literal[
    "changed",
    "not-found",
    "ambiguous",
    "unsupported",
    "no-place",
    "bad-value",
    "too-long",
    "not-utf-8",
    "too-large",
    "not-proved",
    "not-writable",
]
"""Why an edit is refused.

=============  ====================================================================================================
changed        something else stands there than the sender believed
not-found      there is no such fact, or no such plan in the file
ambiguous      the fact could be one of several
unsupported    facts written in this form cannot be edited
no-place       the document has no place for the value (no such column, no such field)
bad-value      the value cannot be written so that it is read as given
too-long       the value is longer than any reader of plans would take it for one
not-utf-8      the file has bytes that are not UTF-8, and the value has characters that are not ASCII
too-large      the file is larger than what is read of it
not-proved     the changed text would be read differently in more than what the edit names
not-writable   the file cannot be read or written
=============  ====================================================================================================
"""


class SetTask(Struct, frozen=True, tag="set-task"):
    """Set the state of the task on *line*.

    ``section`` is the path of headings above it (see :func:`~mkdocs_planning.editing.document.headings_above`).
    """

    line: int
    state: TaskState
    text: str | UnsetType = UNSET
    was: TaskState | UnsetType = UNSET
    section: tuple[str, ...] | UnsetType = UNSET
    plan: str | None = None


class SetStatus(Struct, frozen=True, tag="set-status"):
    """Set the status of the plan. ``was`` is its text as written, None where no status is stated."""

    status: Status
    was: str | UnsetType | None = UNSET
    plan: str | None = None


class SetField(Struct, frozen=True, tag="set-field"):
    """Set a fact of the header.

    ``field`` is ``owners``, ``start``, ``target``, ``priority``, ``tags`` or another field of the plan's header, or
    else a header key as it is written. ``value`` holds one text, of owners and tags any number; dates are ISO text.
    """

    field: str
    value: tuple[str, ...]
    was: tuple[str, ...] | UnsetType = UNSET
    plan: str | None = None


class AnswerQuestion(Struct, frozen=True, tag="answer-question"):
    """Answer the question on *line*. ``was`` is the present answer, None where there is none."""

    line: int
    answer: str
    text: str | UnsetType = UNSET
    was: str | UnsetType | None = UNSET
    section: tuple[str, ...] | UnsetType = UNSET
    plan: str | None = None


class SetRisk(Struct, frozen=True, tag="set-risk"):
    """Set one field of the risk on *line*; ``likelihood`` and ``impact`` take the words of the scale ("high")."""

    line: int
    field: RiskField
    value: str
    text: str | UnsetType = UNSET
    was: str | UnsetType | None = UNSET
    section: tuple[str, ...] | UnsetType = UNSET
    plan: str | None = None


class AddItem(Struct, frozen=True, tag="add-item"):
    """Add a task, question, risk, decision or changelog entry.

    Attributes:
        after: the line of the entry or of the heading that it follows; None for the end of the list of its kind.
        beside: the text of the line *after*, as the sender believes it to be.
        values: further values by their name (``likelihood``, ``impact``, ``mitigation``, ``owner`` of a risk;
            ``choice``, ``rationale``, ``date`` of a decision; ``date``, ``author`` of a changelog entry).
    """

    kind: ItemKind
    text: str
    after: int | None = None
    beside: str | UnsetType = UNSET
    values: dict[str, str] = {}
    plan: str | None = None


class Restore(Struct, frozen=True, tag="restore"):
    """The inverse of an edit: whole lines that stand at *line* (``found``), and what takes their place (``made``).

    ``above`` and ``below`` are the lines beside them. Only :func:`~mkdocs_planning.editing.core.apply` makes it.
    """

    line: int
    found: bytes
    made: bytes
    above: bytes
    below: bytes
    undone: SetTask | SetStatus | SetField | AnswerQuestion | SetRisk | AddItem


Change = SetTask | SetStatus | SetField | AnswerQuestion | SetRisk | AddItem
Edit = Change | Restore


class Edited(Struct, frozen=True):
    """The new content of the file, the edit that undoes it (None where nothing had to be changed), the lines changed."""

    source: bytes
    inverse: Restore | None
    lines: tuple[int, ...] = ()


class Refused(Struct, frozen=True):
    """Why an edit was not made, on which line (0 where it has none), and what to do or what stands there now."""

    reason: Reason
    line: int
    hint: str


def digest(source: bytes) -> str:
    """The digest by which a page says which content of a file it shows."""
    return hashlib.sha256(source).hexdigest()
