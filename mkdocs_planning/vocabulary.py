"""The words that plans are written in: status words, marks, header keys, section titles.

Everything here is data with a default; :func:`make_vocabulary` extends it by a site's options. Words are
compared in a normal form (:func:`normal`): lower case, no punctuation, no emoji, no numbering in front.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from mkdocs_planning.dates import DayOrder
from mkdocs_planning.model import Status, TaskKind, TaskState
from mkdocs_planning.remembered import remembered

STATUS_WORDS: dict[Status, tuple[str, ...]] = {
    "draft": (
        "draft",
        "drafting",
        "proposed",
        "proposal",
        "proposing",
        "planning",
        "provisional",
        "idea",
        "concept",
        "concept identified",
        "rfc",
        "triage",
        "tbd",
        "spec needed",
        "spec in progress",
        "not created",
        "not yet decided",
        "design phase",
        "in design",
        "designing",
        "design",
        "brainstorm",
        "brainstorming",
        "exploring",
        "exploration",
        "prototyping",
        "research",
        "plan only",
        "scoping",
        "scoping input",
        "new",
        "backlog",
        "draft for review",
        "planning phase",
        "specified",
        "requirements gathering",
        "unspecified",
        "discussion",
        "in discussion",
    ),
    "review": (
        "review",
        "in review",
        "under review",
        "awaiting review",
        "awaiting approval",
        "ready for review",
        "needs review",
        "pending review",
        "pending approval",
        "plan review",
        "peer review",
        "code review",
        "changes requested",
        "under consideration",
        "final comment period",
        "in approval",
        "pending user confirmation",
        "for review",
        "spec in review",
        "reviewing",
        "request for comments",
        "for comment",
        "for decision",
    ),
    "ready": (
        "ready",
        "approved",
        "accepted",
        "implementable",
        "planned",
        "to do",
        "todo",
        "not started",
        "planning complete",
        "planning phase complete",
        "design complete",
        "plan complete",
        "spec complete",
        "spec locked",
        "specs complete",
        "scheduled",
        "prioritized",
        "prioritised",
        "queued",
        "agreed",
        "committed",
        "approved design",
        "ready to start",
        "ready to execute",
        "ready for implementation",
        "ready for development",
        "ready for planning",
        "up next",
        "next",
        "analysis complete",
        "feasibility analysis complete",
        "extraction plan complete",
        "comprehensive plan ready",
        "ready for dev",
        "selected for development",
        "investigation complete",
        "decided",
    ),
    "in-progress": (
        "in progress",
        "inprogress",
        "progress",
        "wip",
        "work in progress",
        "active",
        "in development",
        "in dev",
        "development",
        "ongoing",
        "on going",
        "started",
        "implementing",
        "underway",
        "under way",
        "executing",
        "doing",
        "current",
        "implementation",
        "implementation in progress",
        "in implementation",
        "partially complete",
        "partially completed",
        "partially done",
        "partly done",
        "partially implemented",
        "partial",
        "partially accepted",
        "mostly complete",
        "mostly done",
        "nearly done",
        "nearly complete",
        "almost done",
        "experimental",
        "pilot",
        "beta",
        "alpha",
        "building",
        "testing",
        "in testing",
        "rolling out",
        "rollout",
        "on track",
        "at risk",
        "continuing",
        "ship",
        "active development",
        "in execution",
        "incubating",
        "trial",
        "migrating",
        "in flight",
    ),
    "blocked": (
        "blocked",
        "on hold",
        "hold",
        "paused",
        "waiting",
        "waiting for",
        "waiting on",
        "stalled",
        "stuck",
        "suspended",
        "halted",
        "parked",
    ),
    "complete": (
        "complete",
        "completed",
        "done",
        "implemented",
        "finished",
        "shipped",
        "released",
        "merged",
        "closed",
        "resolved",
        "verified",
        "passed",
        "pass",
        "live",
        "deployed",
        "delivered",
        "production",
        "production ready",
        "adopted",
        "concluded",
        "validated",
        "standard",
        "final",
        "landed",
        "launched",
        "fixed",
        "already fixed",
        "integrated",
        "archived",
        "all tests passing",
        "implementation complete",
        "review complete",
        "stable",
        "ga",
        "demonstrated",
        "approved and merged",
        "complete and verified",
        "achieved",
        "success",
        "successful",
    ),
    "dropped": (
        "dropped",
        "cancelled",
        "canceled",
        "rejected",
        "declined",
        "won t do",
        "wont do",
        "won t fix",
        "wontfix",
        "abandoned",
        "withdrawn",
        "superseded",
        "superseded by",
        "replaced",
        "replaced by",
        "deprecated",
        "obsolete",
        "retired",
        "expired",
        "not planned",
        "deferred",
        "postponed",
        "discarded",
        "returned",
        "not accepted",
        "not pursued",
        "evicted",
        "removed",
        "no longer needed",
        "shelved",
        "killed",
        "won t implement",
        "dormant",
        "historical",
    ),
}

MARKS: dict[str, TaskState] = {
    "~": "active", "/": "active", ".": "active", "o": "active", "🔄": "active", "🚧": "active", "⏳": "active",
    "⌛": "active", "🏗": "active",
    "-": "dropped", "❌": "dropped", "✗": "dropped", "✘": "dropped",
    ">": "deferred", "<": "deferred", "⏸": "deferred", "⏭": "deferred",
    "*": "done", "✅": "done", "✔": "done", "✓": "done", "☑": "done", "+": "done",
    "!": "open", "?": "open", "⬜": "open", "☐": "open", "🔲": "open", "🔜": "open",
}  # fmt: skip
"""What stands between the brackets of a mark that GitHub shows as text, and the state it means.

Those that are signs (``✅``) mean the same at the beginning of an item in a list of tasks without boxes.
"""

KIRO_MARKS: dict[str, TaskState] = {"-": "active"}
"""Marks that mean something else in the task lists of Kiro."""

HEADING_MARKS: dict[str, Status] = {
    "✅": "complete", "✔": "complete", "☑": "complete", "✓": "complete",
    "🚧": "in-progress", "🔄": "in-progress", "⏳": "in-progress",
    "⛔": "blocked", "🚫": "blocked", "⏸": "blocked",
    "❌": "dropped", "🗑": "dropped", "⏭": "dropped",
    "⬜": "ready", "☐": "ready",
}  # fmt: skip

KEYS: dict[str, tuple[str, ...]] = {
    "title": ("title", "name", "plan name", "feature name"),
    "id": (
        "id", "plan id", "feature id", "task id", "story id", "adr id", "proposal id", "rfc id", "ticket id", "number",
        "work package id", "kep number", "cip", "gep", "proposal", "plan number", "adr number", "epic id", "issue id",
    ),
    "status": (
        "status", "state", "current status", "document status", "plan status", "project status", "overall status",
        "implementation status", "spec status", "proposal status", "story status", "stage status", "current state",
        "retrospective status", "approval status",
    ),
    "owners": (
        "owner", "owners", "plan owner", "author", "authors", "assignee", "assignees", "assigned to", "lead", "leads",
        "dri", "responsible", "accountable", "driver", "champion", "champions", "maintainer", "maintainers", "written by",
        "created by", "prepared by", "point of contact", "contact", "contacts", "poc", "implementer", "implementers",
        "tech lead", "project lead", "feature owner", "product owner", "deciders", "decider", "author s", "owner s",
        "decision makers", "decision maker", "prepared for and by", "editor", "editors", "shepherd", "by", "agent",
        "proposer", "proposers",
    ),
    "created": (
        "created", "date", "creation date", "created date", "date created", "created at", "created on", "drafted",
        "initial date", "proposed on", "opened", "date proposed", "since date", "plan created", "dated", "plan date",
        "created_date", "submitted",
    ),
    "updated": (
        "updated", "last updated", "last update", "updated date", "date updated", "updated at", "updated on",
        "last modified", "modified", "last edited", "last revised", "revised", "last reviewed", "document last updated",
        "last change",
    ),
    "start": ("start", "start date", "started", "starts", "started on", "start on", "begin", "begins", "kick off", "kickoff"),
    "target": (
        "target", "target date", "due", "due date", "deadline", "target completion", "target completion date", "eta",
        "target release date", "expected completion", "planned completion", "end date", "end", "finish by", "due on",
        "completion target", "delivery date", "launch date", "planned end", "target end", "estimated completion",
        "estimated completion date", "target launch",
    ),
    "finished": (
        "finished", "completed", "completion date", "completed on", "date completed", "done on", "closed", "closed on",
        "finished on", "completed date", "completed at", "implemented on", "actual completion", "shipped on", "released on",
    ),
    "priority": ("priority", "prio", "importance", "urgency"),
    "tags": ("tags", "tag", "labels", "label", "keywords", "topics"),
    "effort": (
        "effort", "estimated effort", "estimate", "estimates", "estimated time", "time estimate", "estimation", "duration",
        "estimated duration", "duration estimate", "size", "timeline", "total effort", "estimated timeline", "total estimate",
        "estimated total", "story points", "points", "effort estimate", "total duration", "estimated size", "timebox",
    ),
    "complexity": ("complexity", "estimated complexity", "difficulty", "overall complexity"),
    "risk_level": ("risk", "risk level", "overall risk", "overall risk level", "risk rating"),
    "summary": ("summary", "description", "abstract", "tl dr", "tldr", "objective", "goal", "purpose", "mission"),
}  # fmt: skip
"""Header keys by the field that they fill. The first key of a field that a plan states wins."""

LINK_KEYS: dict[str, tuple[str, ...]] = {
    "spec": ("spec", "specification", "feature spec", "specs", "prd", "requirements", "spec link", "requirement"),
    "design": (
        "design", "reference design", "design doc", "design document", "technical design", "technical design document",
        "tdd", "architecture", "design spec", "architecture doc",
    ),
    "discussion": (
        "discussion", "discussion source", "discussions", "discussion doc", "discussions to", "source", "source context",
        "origin", "thread", "forum thread",
    ),
    "plan": ("plan", "implementation plan", "parent plan", "plan document"),
    "parent": ("parent", "epic", "parent task id", "initiative", "part of", "parent issue"),
    "issue": (
        "issue", "issues", "tracking issue", "tracking link", "tickets", "ticket", "related issue", "github issue",
        "related tickets", "jira", "tracking", "enhancement issue", "rust issue",
    ),
    "pr": ("pr", "pull request", "pull requests", "prs", "implementation pr", "merge request", "rfc pr"),
    "related": ("related", "related documents", "related docs", "related adrs", "see also", "related plans", "references"),
    "supersedes": ("supersedes", "replaces", "obsoletes"),
    "superseded-by": ("superseded by", "replaced by", "obsoleted by"),
}  # fmt: skip
"""Header keys whose value is a link, by the ``rel`` that it gets."""

UPSTREAM_KEYS = (
    "depends on", "dependencies", "dependency", "blocked by", "requires", "prerequisites", "prerequisite", "waits for",
    "waiting for", "waiting on", "upstream", "upstream dependencies", "after", "blockers", "blocker", "needs",
    "must have before starting", "builds on",
)  # fmt: skip
DOWNSTREAM_KEYS = ("blocks", "downstream", "downstream impact", "required by", "enables", "unblocks", "dependents")

SECTIONS: dict[str, tuple[str, ...]] = {
    "risks": (
        "risk", "risks", "risk assessment", "risk register", "risk analysis", "risk mitigation", "risk management",
        "known risks", "pre mortem", "premortem", "threats",
    ),
    "assumptions": ("assumption", "assumptions"),
    "questions": (
        "open questions", "open question", "unresolved questions", "questions", "open issues", "outstanding questions",
        "unresolved issues", "questions to resolve", "clarifications needed", "needs clarification", "open points",
        "to be decided", "unknowns", "pending questions", "open items",
    ),
    "decisions": (
        "decision", "decisions", "decision log", "decisions made", "key decisions", "technical decisions",
        "architectural decisions", "design decisions", "architecture decisions", "resolved decisions",
    ),
    "dependencies": (
        "dependencies", "dependency", "upstream dependencies", "internal dependencies", "external dependencies",
        "blockers", "blocked by", "depends on", "prerequisites", "required features", "dependencies blockers",
        "must have before starting", "blocking",
    ),
    "downstream": ("downstream", "downstream impact", "downstream dependencies", "blocks", "impacted teams"),
    "criteria": (
        "success criteria", "acceptance criteria", "acceptance", "definition of done", "requirements", "requirement",
        "exit criteria", "success metrics", "completion criteria", "done criteria", "goals", "acceptance tests",
        "measurable outcomes", "done when", "success measures", "key results", "non goals", "acceptance checklist",
    ),
    "checks": (
        "verification", "verify", "validation", "testing", "test", "tests", "test plan", "test strategy", "testing plan",
        "testing strategy", "deployment", "deployment plan", "checklist", "check list", "readiness", "pre implementation",
        "pre deployment", "post deployment", "post deploy", "post implementation", "sign off", "signoff", "rollout",
        "rollout plan", "smoke test", "quality gates", "quality gate", "qa", "launch", "release checklist", "code review",
        "review checklist", "constitution check", "monitoring", "gates", "checkpoint", "final checks", "preflight",
        "pre flight", "rollback", "rollback plan", "rollback strategy",
    ),
    "work": (
        "implementation", "implementation steps", "implementation phases", "implementation plan", "tasks", "task list",
        "action items", "next steps", "follow up", "follow ups", "follow up items", "documentation requirements",
        "documentation", "deliverables", "todo", "to do", "work items", "steps", "backlog", "progress", "plan of work",
        "subtasks", "tasks subtasks", "initiatives", "milestones", "roadmap", "actions",
    ),
    "changes": (
        "changelog", "change log", "change history", "revision history", "version history", "document history",
        "evolution log", "implementation history", "history", "progress log", "activity log", "updates", "status updates",
        "revisions", "log", "session log", "recent completions", "release history", "amendments", "decision history",
    ),
    "components": ("components", "component structure", "affected components", "architecture components"),
    "files": (
        "files", "target files", "target file s", "file changes", "files to modify", "files to create", "files changed",
        "files modified", "file structure", "files affected", "affected files", "files touched", "file list",
        "key files", "critical files", "modified files", "new files", "files to change", "files created",
    ),
    "rollback": (
        "rollback", "rollback plan", "rollback strategy", "roll back", "rollback procedure", "rollback steps",
        "backout plan", "back out", "deployment rollback", "rollback trigger", "contingency",
    ),
    "rollout": (
        "rollout", "rollout plan", "roll out", "rollout strategy", "rollout stages", "release plan", "release strategy",
        "rollout phases", "launch plan", "phased rollout", "deployment stages",
    ),
    "references": ("references", "reference", "related documents", "related links", "links", "see also", "further reading",
        "resources", "related docs", "related resources"),
    "milestones": ("milestones", "key milestones", "milestone", "key dates", "timeline", "schedule"),
    "metrics": ("success metrics", "success metrics review", "metrics", "kpis", "measurable outcomes", "key results"),
    "summary": ("summary", "overview", "executive summary", "approach summary", "goal", "purpose", "abstract", "tl dr",
        "introduction", "description", "context", "motivation", "why", "objective", "background", "problem statement"),
    "phases": ("phases", "implementation phases", "phase"),
    "status": ("status", "current status", "document status"),
}  # fmt: skip
"""Section titles by what stands in such a section. A title matches when it contains one of the phrases."""

TOP_UNITS = (
    "phase", "milestone", "stage", "sprint", "week", "wave", "iteration", "chunk", "slice", "work package", "track",
    "increment", "month",
)  # fmt: skip
STEP_UNITS = ("step", "task", "part", "story", "user story", "bullet", "day", "wp", "action", "item", "unit", "epic")

PHASE_FIELDS: dict[str, tuple[str, ...]] = {
    "goal": ("goal", "goals", "objective", "purpose", "what", "aim", "task", "focus", "description"),
    "duration": (
        "duration", "duration estimate", "estimated duration", "estimate", "estimated effort", "effort", "time", "timeline",
        "estimated time", "time estimate", "timeframe", "time frame", "dates",
    ),
    "prerequisites": ("prerequisites", "prerequisite", "depends on", "dependencies", "requires", "blocked by"),
    "deliverables": ("deliverables", "deliverable", "outputs", "output", "outcomes", "outcome", "result", "results"),
    "acceptance": (
        "acceptance", "acceptance criteria", "success criteria", "done when", "exit criteria", "definition of done",
        "completion criteria", "success metrics", "checkpoint", "independent test",
    ),
    "verification": ("verification", "validation", "verify", "test", "tests", "testing", "how to verify", "checks"),
    "tasks": ("tasks", "task ids", "task list", "activities", "work items", "steps", "action items", "actions"),
    "status": ("status", "state", "current status"),
}  # fmt: skip
"""What a phase says of itself, by the key that it stands under."""
PHASE_FIELD_OF = {name: field for field, names in PHASE_FIELDS.items() for name in names}

EMPTY_WORDS = frozenset(
    {"", "none", "n a", "na", "nothing", "tbd", "tba", "todo", "unknown", "nil", "null", "unassigned", "nobody",
     "not applicable", "to be determined", "to be decided", "to be defined", "pending", "none yet", "not set", "no one", "tbc"}
)  # fmt: skip
"""Values that say that there is none."""

_NOT_WORD = re.compile(r"(?:[^\w%]|_)+")
_NUMBERING = re.compile(r"^(?:§\s*)?(?:\d+(?:\.\d+)+[.):]?|\d+[.):]|[A-Z][.)]|[IVX]+\.)\s+")
_MAY_BE_NUMBERED = re.compile(r"[\d§]|[A-Z][IVX]*[.)]")
_ASCII_WORDS = "".join(chr(code).lower() if chr(code).isalnum() or chr(code) == "%" else " " for code in range(128))
"""The lower case of each ASCII character that is part of a word, a blank for the others."""
_EMPTY_PREFIX = re.compile(r"^(?:none|nothing|n a|no)\b(?! of)")


@remembered
def normal(text: str) -> str:
    """*text* in normal form: lower case words and digits with one space between, numbering in front dropped."""
    text = unnumbered_start(text.strip())
    if text.isascii():
        return " ".join(text.translate(_ASCII_WORDS).split())
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def unnumbered_start(text: str) -> str:
    """*text* without the number that it begins with, if it does; a text that is only a number stays."""
    return _NUMBERING.sub("", text) if _MAY_BE_NUMBERED.match(text) else text


def unnumbered(title: str) -> str:
    """A heading without the number in front of it (``3.1 Unit Tests`` → ``Unit Tests``)."""
    return unnumbered_start(title).strip() or title.strip()


def is_empty_word(text: str) -> bool:
    """Whether a value says that there is none (``None``, ``TBD``, ``n/a``, ``Nothing (first phase)``)."""
    words = normal(text)
    return words in EMPTY_WORDS or bool(_EMPTY_PREFIX.match(words) and len(words.split()) <= 4)


def _phrases(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


_STATUS_LENGTH = 500
"""No status stands further back than this in a text."""
_PARTIAL = (
    r"(?P<part>\b(?:phases?|milestones?|steps?|sprints?|waves?|weeks?|stages?)\s[\w ]{1,12}?\s?"
    r"(?:complete|completed|done|implemented|finished)\b)"
    r"|(?P<done>\d+) (?:of|out of )?\s?(?P<all>\d+)(?=.*\b(?:complete|completed|done|met|cleaned|resolved|created)\b)"
    r"|(?P<percent>\d+)\s?%"
)


_KIND_OF_SECTION: dict[str, tuple[int, TaskKind]] = {
    "questions": (5, "question"),
    "dependencies": (4, "dependency"),
    "criteria": (3, "criterion"),
    "checks": (2, "check"),
    "work": (1, "work"),
}
"""What the boxes of a section are for. Of two phrases of one length in a title the higher section wins."""


class Vocabulary(Struct, frozen=True, dict=True):
    """All words that reading uses, after a site's options are taken in.

    ``statuses`` maps a phrase in normal form to a status, ``marks`` what stands between brackets to a
    state, ``keys`` a header key to a field, ``owners`` an alias (lower case) to the name to show.
    ``tickets`` maps a ticket pattern to a URL with ``{}`` (or ``{ticket}``) for the ticket; ``site_marks`` are the
    marks whose meaning the site's options give.
    """

    statuses: dict[str, Status]
    marks: dict[str, TaskState]
    keys: dict[str, str]
    links: dict[str, str]
    sections: dict[str, tuple[str, ...]]
    owners: dict[str, str] = {}
    dates: DayOrder | None = None
    scale: int = 3
    bands: tuple[int, ...] = ()
    tickets: dict[str, str] = {}
    site_marks: frozenset[str] = frozenset()

    @cached_property
    def _status_pattern(self) -> re.Pattern[str]:
        return re.compile(rf"{_PARTIAL}|\b(?P<word>{_phrases(tuple(self.statuses))})\b")

    @cached_property
    def _section_phrases(self) -> dict[str, list[tuple[str, str]]]:
        """The phrases of all sections by their first word, each between blanks, with the name of its section."""
        found: dict[str, list[tuple[str, str]]] = {}
        for name, phrases in self.sections.items():
            for phrase in phrases:
                if phrase:
                    found.setdefault(phrase.split(" ", 1)[0], []).append((f" {phrase} ", name))
        return found

    def _phrases_in(self, title: str) -> list[tuple[str, str]]:
        """The phrases of sections that *title* contains as whole words, with the names of their sections."""
        words = normal(title).replace("%", " ").split()
        whole = f" {' '.join(words)} "
        known = self._section_phrases
        return [entry for word in words if word in known for entry in known[word] if entry[0] in whole]

    @cached_property
    def added_titles(self) -> dict[str, str]:
        """Section titles that the site's options add, in normal form, with the name of their section."""
        return {
            word: name
            for name, words in self.sections.items()
            if words is not SECTIONS.get(name)
            for word in words
            if word not in SECTIONS.get(name, ())
        }

    def status_of(self, text: str, *, decision_record: bool = False) -> Status | None:
        """The status that the first known word of *text* means; None where no word is known.

        ``Phase 1 complete`` and ``3 of 4 complete`` are in progress. ``accepted`` completes a decision record.
        """
        match = self._status_pattern.search(normal(text[:_STATUS_LENGTH]))
        if match is None:
            return None
        if match["part"]:
            return "in-progress"
        if match["done"]:
            return "complete" if int(match["done"][:9]) >= int(match["all"][:9]) else "in-progress"
        if match["percent"]:
            percent = int(match["percent"][:9])
            return "complete" if percent >= 100 else "in-progress" if percent else "ready"
        word = match["word"]
        if decision_record and word in ("accepted", "approved", "decided"):
            return "complete"
        return self.statuses[word]

    def is_choice(self, text: str) -> bool:
        """Whether *text* is a list of statuses to choose from (``Draft | In Progress | Complete``)."""
        for separator, least in (("|", 2), (" / ", 3), ("/", 3)):
            options = [part for part in text.split(separator) if part.strip()]
            if len(options) >= least and sum(self.status_of(option) is not None for option in options) >= least:
                return True
        return False

    def kinds(self, title: str) -> frozenset[str]:
        """What stands in a section of this *title*: names of :data:`SECTIONS`."""
        return frozenset(name for _, name in self._phrases_in(title))

    def task_kind(self, title: str) -> TaskKind | None:
        """What the boxes under a heading or label are for, by the longest phrase in it; None where it does not say."""
        longest, found = (0, 0), None
        for phrase, name in self._phrases_in(title):
            if name in _KIND_OF_SECTION:
                rank, kind = _KIND_OF_SECTION[name]
                if (len(phrase), rank) > longest:
                    longest, found = (len(phrase), rank), kind
        return found

    def owner(self, name: str) -> str:
        """The name to show for an owner as written."""
        return self.owners.get(name.casefold(), name)


def make_vocabulary(
    statuses: Mapping[str, Status] | None = None,
    marks: Mapping[str, TaskState] | None = None,
    keys: Mapping[str, str] | None = None,
    sections: Mapping[str, Sequence[str]] | None = None,
    owners: Mapping[str, str] | None = None,
    dates: DayOrder | None = None,
    scale: int = 3,
    bands: Sequence[int] = (),
    tickets: Mapping[str, str] | None = None,
) -> Vocabulary:
    """The default vocabulary with a site's own words added; theirs win over the defaults.

    Args:
        statuses: a word or phrase → one of the seven statuses.
        marks: what stands between brackets → open, done, active, dropped or deferred.
        keys: a header key → the field it fills (one of :data:`KEYS`).
        sections: a name of :data:`SECTIONS` → further titles, also in other languages.
        owners: an alias → the name to show.
        dates: what stands first in ``03/04/2025``; None leaves such dates as they are, reported.
        scale: steps of the risk scale, 3 or 5.
        bands: the highest score of each risk level but the last; empty for those of the scale.
        tickets: a regular expression for a ticket → its URL.
    """
    all_statuses: dict[str, Status] = {word: status for status, words in STATUS_WORDS.items() for word in words}
    all_statuses.update({normal(word): status for word, status in (statuses or {}).items()})
    all_keys = {key: field for field, words in KEYS.items() for key in words}
    all_keys.update({normal(key): field for key, field in (keys or {}).items()})
    all_sections: dict[str, tuple[str, ...]] = dict(SECTIONS)
    for name, words in (sections or {}).items():
        all_sections[name] = (*all_sections.get(name, ()), *(normal(word) for word in words))
    return Vocabulary(
        statuses=all_statuses,
        marks={**MARKS, **(marks or {})},
        keys=all_keys,
        links={key: rel for rel, words in LINK_KEYS.items() for key in words},
        sections=all_sections,
        owners={alias.casefold(): name for alias, name in (owners or {}).items()},
        dates=dates,
        scale=scale,
        bands=tuple(bands),
        tickets=dict(tickets or {}),
        site_marks=frozenset(marks or ()),
    )


DEFAULT = make_vocabulary()
"""The vocabulary without any option."""

__all__ = ["DEFAULT", "Vocabulary", "is_empty_word", "make_vocabulary", "normal", "unnumbered"]
