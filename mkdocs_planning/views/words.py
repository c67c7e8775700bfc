"""Every word that the plugin itself shows, and how it writes dates and counts.

Templates and views hold no English of their own: they ask for a phrase by its key. Another
language is another :class:`Words`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from mkdocs_planning.model import Status, TaskKind


class Words(Struct, frozen=True):
    """The phrases of one language.

    Attributes:
        phrases: key → phrase, with ``{name}`` where a value goes.
        plurals: key → the phrase for one and for any other number, with ``{n}`` for the number.
        months: the twelve short names of the months.
    """

    phrases: Mapping[str, str]
    plurals: Mapping[str, tuple[str, str]]
    months: tuple[str, ...]

    def __call__(self, key: str, **values: object) -> str:
        """The phrase *key* with *values* put in."""
        phrase = self.phrases[key]
        return phrase.format(**values) if values else phrase

    def count(self, key: str, n: int, **values: object) -> str:
        """The phrase *key* for the number *n* ("1 plan", "12 plans")."""
        one, other = self.plurals[key]
        return (one if n == 1 else other).format(n=f"{n:,}", **values)

    def status(self, status: Status) -> str:
        return self.phrases[f"status.{status}"]

    def level(self, text: str | None) -> str | None:
        """A level in the plugin's words where *text* is one, else *text* itself."""
        return self.phrases.get(f"level.{(text or '').strip().lower()}", text)

    def kind(self, kind: TaskKind) -> str:
        return self.phrases[f"kind.{kind}"]

    def date(self, iso: str | None) -> str:
        """An ISO date as a person writes it, as precise as it was given ("20 Nov 2026", "Q3 2026")."""
        if not iso:
            return ""
        year, _, rest = iso.partition("-")
        if not rest:
            return year
        if not rest[0].isdigit():
            return f"{rest} {year}"
        month, _, day = rest.partition("-")
        name = self.months[int(month) - 1]
        return f"{int(day)} {name} {year}" if day else f"{name} {year}"


ENGLISH = Words(
    phrases=MappingProxyType(
        {
            "status.draft": "Draft",
            "status.review": "In review",
            "status.ready": "Ready",
            "status.in-progress": "In progress",
            "status.blocked": "Blocked",
            "status.complete": "Complete",
            "status.dropped": "Dropped",
            "status.derived": "derived from its boxes",
            "status.none": "no status stated",
            "kind.work": "Work",
            "kind.check": "Checks",
            "kind.criterion": "Criteria",
            "kind.question": "Questions",
            "kind.dependency": "Dependencies",
            "level.low": "Low",
            "level.medium": "Medium",
            "level.high": "High",
            "level.critical": "Critical",
            "need.decide": "Decide",
            "need.blocked": "Blocked",
            "need.waits": "Waiting",
            "need.late": "Late",
            "need.drift": "Drifting",
            "need.unowned": "No owner",
            "need.state": "{status}, {done} of {total} done",
            "flag.waits": "waits for",
            "flag.unowned": "no owner",
            "flag.risk": "{level} risk",
            "drift.ticked": "every box is ticked, yet it says “{status}”",
            "overview.title": "Plans",
            "overview.needs": "What needs somebody",
            "overview.calm": "Nothing is late, blocked or without an owner.",
            "overview.totals": "Where the plans stand",
            "overview.as-of": "As of {date}",
            "overview.data": "The same as data",
            "board.title": "Board",
            "board.empty": "No plan is here yet. A Markdown file with a status line such as",
            "board.empty-after": "in the folder of the plans appears here.",
            "board.none": "No plan fits this choice.",
            "progress.title": "Progress",
            "progress.all": "All plans",
            "progress.no-tasks": "no boxes",
            "progress.detail": "Phases of {plan}",
            "progress.other": "Other",
            "progress.outside": "Outside every phase",
            "progress.done": "done",
            "progress.percent": "{percent} %",
            "progress.kinds": "By kind",
            "progress.github": "GitHub counts {done}/{total} boxes",
            "progress.phase": "Phase",
            "progress.status": "Status",
            "progress.number": "Done",
            "header.label": "State of this plan",
            "header.created": "Created",
            "header.updated": "Updated",
            "header.start": "Start",
            "header.target": "Target",
            "header.finished": "Finished",
            "header.id": "Plan ID",
            "header.priority": "Priority",
            "header.effort": "Effort",
            "header.complexity": "Complexity",
            "header.risk-level": "Risk level",
            "header.tags": "Tags",
            "header.links": "Links of this plan",
            "header.phases": "Phases",
            "header.parts": "Parts",
            "header.line": "line {line}",
        }
    ),
    plurals=MappingProxyType(
        {
            "plans": ("{n} plan", "{n} plans"),
            "tasks-done": ("{done} of {n} task done", "{done} of {n} tasks done"),
            "owner": ("Owner", "Owners"),
            "late": ("late by {n} day", "late by {n} days"),
            "questions": ("{n} open question", "{n} open questions"),
            "waits-more": ("and {n} more", "and {n} more"),
            "more": ("and {n} more", "and {n} more"),
            "fields-more": ("{n} more line", "{n} more lines"),
            "problems": ("{n} thing to mend in this plan", "{n} things to mend in this plan"),
            "active": ("{n} in progress", "{n} in progress"),
            "drift.open": ("“{status}”, yet {n} box is open", "“{status}”, yet {n} boxes are open"),
            "drift.begun": ("“{status}”, yet {n} task is done", "“{status}”, yet {n} tasks are done"),
            "why.struck": (
                "{n} box that was struck out or dropped is left out here",
                "{n} boxes that were struck out or dropped are left out here",
            ),
            "why.marks": (
                "{n} mark such as [~] that GitHub shows as text is counted here",
                "{n} marks such as [~] that GitHub shows as text are counted here",
            ),
            "why.plain": (
                "{n} task without a box is counted here",
                "{n} tasks without a box are counted here",
            ),
        }
    ),
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
"""The plugin's words in English."""
