"""Every word that the plugin itself shows, and how it writes dates and counts.

Templates and views hold no English of their own: they ask for a phrase by its key. Another
language is another :class:`Words`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from mkdocs_planning.model.plan import Status, TaskKind
from mkdocs_planning.views.words import history_words as past_words


class Words(Struct, frozen=True):
    """The phrases of one language.

    Attributes:
        phrases: key → phrase, with ``{name}`` where a value goes.
        plurals: key → the phrase for one and for any other number, with ``{n}`` for the number.
        months: the twelve short names of the months.
        locale: the language as a browser knows it, for the numbers that the script writes.
    """

    phrases: Mapping[str, str]
    plurals: Mapping[str, tuple[str, str]]
    months: tuple[str, ...]
    locale: str = "en"

    def __call__(self, key: str, **values: object) -> str:
        """The phrase *key* with *values* put in, numbers as :meth:`number` writes them."""
        phrase = self.phrases[key]
        return phrase.format(**self._shown(values)) if values else phrase

    def count(self, key: str, n: int, **values: object) -> str:
        """The phrase *key* for the number *n* ("1 plan", "12 plans")."""
        one, other = self.plurals[key]
        return (one if n == 1 else other).format(**self._shown({"n": n, **values}))

    def _shown(self, values: Mapping[str, object]) -> dict[str, object]:
        return {key: self.number(value) if isinstance(value, int) else value for key, value in values.items()}

    def number(self, n: int) -> str:
        """A whole number as a person writes it ("1,234")."""
        return f"{n:,}"

    def share(self, done: int, total: int) -> str:
        """How many of how many ("7/16")."""
        return f"{self.number(done)}/{self.number(total)}"

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

    def day(self, iso: str | None) -> str:
        """The same without its year, beneath a heading that says it ("20 Nov"); what is less precise than a day as it is."""
        text = self.date(iso)
        return text.rpartition(" ")[0] if iso and len(iso) == 10 else text


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
            "kind.criterion": "Requirements and criteria",
            "kind.question": "Questions",
            "kind.dependency": "Dependencies",
            "level.very low": "Very low",
            "level.low": "Low",
            "level.medium": "Medium",
            "level.high": "High",
            "level.very high": "Very high",
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
            "overview.first": "First of each column",
            "overview.lately": "Changed lately",
            "overview.as-of": "As of {date}",
            "overview.data": "The same as data",
            "board.title": "Board",
            "board.empty": "No plan is here yet. A Markdown file with a status line such as",
            "board.empty-after": "in the folder of the plans appears here.",
            "board.left": "Not on the board:",
            "board.left-status": "{n} {status}",
            "board.none": "No plan fits this choice.",
            "filter.text": "Search in this list",
            "filter.hint": "Filter",
            "filter.plan": "Plan",
            "filter.owner": "Owner",
            "filter.tag": "Tag",
            "filter.status": "Status",
            "filter.priority": "Priority",
            "filter.risk": "Risk",
            "filter.any.plan": "All plans",
            "filter.any.owner": "All owners",
            "filter.any.tag": "All tags",
            "filter.any.status": "All statuses",
            "filter.any.priority": "All priorities",
            "filter.any.risk": "All risks",
            "filter.group": "Group by",
            "filter.group.none": "No groups",
            "filter.group.owner": "By owner",
            "filter.group.tag": "By tag",
            "filter.group.priority": "By priority",
            "filter.group.folder": "By folder",
            "filter.shown": "{n} of {total} shown",
            "filter.all": "Show all",
            "progress.title": "Progress",
            "progress.all": "All plans",
            "progress.no-tasks": "no boxes",
            "progress.detail": "Phases of {plan}",
            "progress.rest": "The phases of these plans stand on their own pages.",
            "progress.other": "Other",
            "progress.outside": "Outside every phase",
            "progress.done": "done",
            "progress.percent": "{percent} %",
            "progress.kinds": "By kind",
            "progress.github": "GitHub counts {done}/{total} boxes",
            "progress.phase": "Phase",
            "progress.status": "Status",
            "progress.number": "Done",
            "progress.plan": "Plan",
            "progress.criteria": "Criteria met",
            "progress.changed": "Last change",
            "timeline.title": "Timeline",
            "timeline.created": "Plan written",
            "timeline.finished": "Finished",
            "timeline.undated": "Without a date",
            "timeline.feed": "Atom feed",
            "timeline.empty": "The dated entries of your plans' changelogs appear here. A section such as",
            "timeline.empty-after": "with one line an entry makes the first.",
            "timeline.none": "Nothing has happened in the plans of this choice.",
            "fact.line": "line {line}",
            "fact.source": "source",
            "roadmap.title": "Roadmap",
            "roadmap.plan": "Plan",
            "roadmap.target": "Target",
            "roadmap.done": "Done",
            "roadmap.when": "When",
            "roadmap.today": "Today, {day}",
            "roadmap.span": "{start} to {end}",
            "roadmap.span-created": "{start} (plan written) to {end}",
            "roadmap.phases": "Phases",
            "roadmap.milestones": "Milestones",
            "roadmap.finished": "finished",
            "roadmap.on-time": "on time",
            "roadmap.milestone": "{title}, {date}",
            "roadmap.reached": "reached",
            "roadmap.phases-note": "The pieces of a bar are its phases, as wide as their share of the tasks.",
            "roadmap.others": "Not on the roadmap",
            "roadmap.no-target": "no target",
            "roadmap.given-up": "given up",
            "roadmap.no-end": "no end stated",
            "roadmap.ended": "ended {date}",
            "roadmap.loose": "Milestones without a date",
            "roadmap.empty": "Plans with a target appear here as bars. A line such as",
            "roadmap.empty-after": "below the title of a plan makes the first.",
            "roadmap.none": "No plan of this choice has a target.",
            "group.owner": "No owner",
            "group.tag": "No tag",
            "group.priority": "No priority",
            "group.folder": "No folder",
            "group.risk": "No rated risk",
            "risks.title": "Risks",
            "risks.top": "Top risks",
            "risks.heat": "How many risks, by likelihood and impact",
            "risks.cell": "likelihood {likelihood}, impact {impact}",
            "risks.levels": "By level",
            "risks.gaps": "What is missing",
            "risks.register": "Register",
            "risks.id": "ID",
            "risks.number": "R{n}",
            "risks.risk": "Risk",
            "risks.plan": "Plan",
            "risks.likelihood": "Likelihood",
            "risks.impact": "Impact",
            "risks.score": "Score",
            "risks.level": "Level",
            "risks.mitigation": "Mitigation",
            "risks.owner": "Owner",
            "risks.status": "Status",
            "risks.line": "Line",
            "risks.no-mitigation": "no mitigation",
            "risks.no-owner": "no owner",
            "risks.plan-owner": "plan: {owners}",
            "risks.unmitigated": "No mitigation",
            "risks.unowned": "No owner of their own",
            "risks.unrated": "Not rated",
            "risks.no-level": "not rated",
            "risks.calm": "No risk of a plan under way is open.",
            "risks.empty": "The risks of your plans appear here. A table that begins with",
            "risks.empty-after": "in a section called Risks makes the first.",
            "risks.none": "The plans of this choice name no risk.",
            "questions.title": "Questions",
            "questions.calm": "No question is open.",
            "questions.empty": "The open questions of your plans appear here. A list such as",
            "questions.empty-after": "in a section called Open questions makes the first.",
            "questions.none": "The plans of this choice ask nothing.",
            "decisions.title": "Decisions",
            "decisions.undated": "Without a date",
            "decisions.choice": "Choice",
            "decisions.why": "Why",
            "decisions.empty": "The decisions of your plans appear here. A table that begins with",
            "decisions.empty-after": "in a section called Decisions makes the first.",
            "decisions.none": "The plans of this choice record no decision.",
            "need.circle": "Circle",
            "need.dates": "Dates",
            "flag.which-waits": "which waits for",
            "flag.dropped": "(dropped)",
            "flag.aims": "aims at {date}, but waits for",
            "flag.without-status": "its boxes make it “{status}”",
            "drift.released": "“{status}”, yet what it waited for is there:",
            "dependencies.title": "Dependencies",
            "dependencies.knots": "What does not add up",
            "dependencies.graph": "What waits for what",
            "dependencies.graph-label": "What waits for what, as a picture: arrows lead from a plan to those that wait for it. "
            "The list below says the same.",
            "dependencies.waits-for": "{after} waits for {before}",
            "dependencies.node": "{title}: {status}",
            "dependencies.ready": "Ready now",
            "dependencies.ready-note": "Open, not blocked, and nothing that they wait for is missing.",
            "dependencies.none-ready": "No open plan is ready: each waits for something or is blocked.",
            "dependencies.all": "Plan by plan",
            "dependencies.plan": "Plan",
            "dependencies.before": "Waits for",
            "dependencies.after": "Is waited for by",
            "dependencies.nothing": "nothing",
            "dependencies.nobody": "no plan",
            "dependencies.empty": "What your plans wait for appears here. A line such as",
            "dependencies.empty-after": "below the title of a plan makes the first.",
            "dependencies.none": "No plan of this choice waits for anything.",
            "before.waits": "",
            "before.circle": "in a circle",
            "before.there": "done",
            "before.dropped": "dropped",
            "before.told": "only it says so",
            "after.waits": "",
            "after.circle": "in a circle",
            "after.there": "no longer",
            "after.told": "only said here",
            "key.waits": "waits",
            "key.circle": "waits in a circle",
            "key.told": "said by the other plan only",
            "key.there": "no longer waits",
            "people.title": "People",
            "people.nobody": "No owner",
            "people.name": "Name",
            "people.plans": "Plans under way",
            "people.late": "Late",
            "people.tasks": "Open tasks",
            "people.questions": "Open questions",
            "people.risks": "Risks",
            "people.board": "on the board",
            "people.empty": "Who carries what appears here. A line such as",
            "people.empty-after": "below the title of a plan names the first.",
            "people.none": "No plan of this choice names anybody.",
            "attention.title": "Attention",
            "attention.empty": "Nothing is wrong: every plan has a status that its boxes bear out, an owner, and time left.",
            "attention.none": "Nothing is wrong with the plans of this choice.",
            "attention.circle": "Waiting in a circle",
            "attention.circle.do": "None of them can begin. Take one of the dependencies out, or split a plan.",
            "attention.duplicate-id": "One id, several plans",
            "attention.duplicate-id.do": "Give each plan an id of its own; links to the id lead to the first.",
            "attention.late": "Late",
            "attention.late.do": "Agree on a new target, finish the plan, or drop it.",
            "attention.released": "Blocked by nothing",
            "attention.released.do": "What they waited for is there. Go on, and change the status.",
            "attention.dropped": "Waiting for a plan that was dropped",
            "attention.dropped.do": "It will not come. Find another way, or drop this plan too.",
            "attention.drift": "Status and boxes disagree",
            "attention.drift.do": "Change the status, or tick or strike what is no longer open.",
            "attention.dates": "Dates that cannot both hold",
            "attention.dates.do": "Move one of the two targets.",
            "attention.files": "Several plans change one file",
            "attention.files.do": "Agree on who goes first; whoever comes second has to merge.",
            "attention.unowned": "No owner",
            "attention.unowned.do": "Find somebody, and write it below the title: `**Owner**: ana`.",
            "attention.status": "No status",
            "attention.status.do": "State one below the title: `**Status**: In Progress`. Until then it comes from the boxes.",
            "attention.unknown-status": "A status that is not known",
            "attention.unknown-status.do": "Write one of the known words, or add yours to the option `statuses`.",
            "attention.choice-list": "A status still to be chosen",
            "attention.choice-list.do": "Keep one of the words of the template.",
            "attention.unknown-dependency": "Waiting for a plan that does not exist",
            "attention.unknown-dependency.do": "Mend the name, or write the plan.",
            "attention.unfilled-placeholder": "Left as the template had it",
            "attention.unfilled-placeholder.do": "Fill it in, or delete it.",
            "attention.invalid-date": "Dates that are not in the calendar",
            "attention.invalid-date.do": "Write the date as `2026-03-31`.",
            "attention.ambiguous-date": "Dates that could be two",
            "attention.ambiguous-date.do": "Write the date as `2026-03-31`, or say by an option which comes first.",
            "attention.invalid-front-matter": "Front matter that cannot be read",
            "attention.invalid-front-matter.do": "Mend its YAML; most often a text with a colon wants quotes.",
            "attention.not-utf-8": "Files that are not UTF-8",
            "attention.not-utf-8.do": "Save them as UTF-8.",
            "attention.unclosed-fence": "Code that never ends",
            "attention.unclosed-fence.do": "Close the fence, or all that follows counts as code.",
            "attention.too-large": "Files of which only the beginning is read",
            "attention.too-large.do": "Move what is no plan into other files.",
            "attention.no-boxes": "Tasks without boxes",
            "attention.no-boxes.do": "Write them as `- [ ]` where they are to count as progress.",
            "attention.other": "To mend",
            "attention.other.do": "The message says what.",
            "page.unreadable": "This page could not be read.",
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
            **past_words.PHRASES,
        }
    ),
    plurals=MappingProxyType(
        {
            "plans": ("{n} plan", "{n} plans"),
            "tasks-done": ("{done} of {n} task done", "{done} of {n} tasks done"),
            "owner": ("Owner", "Owners"),
            "late": ("late by {n} day", "late by {n} days"),
            "questions": ("{n} open question", "{n} open questions"),
            "risks": ("{n} risk", "{n} risks"),
            "in-plans": ("in {n} plan", "in {n} plans"),
            "risks-off-map": (
                "{n} more risk is not on the map: its likelihood or impact is not stated",
                "{n} more risks are not on the map: their likelihood or impact is not stated",
            ),
            "risks-apart": (
                "{n} risk that is closed or belongs to a finished or dropped plan",
                "{n} risks that are closed or belong to a finished or dropped plan",
            ),
            "questions-left": (
                "{n} question left open in a finished or dropped plan",
                "{n} questions left open in finished or dropped plans",
            ),
            "questions-answered": ("{n} answered question", "{n} answered questions"),
            "criteria-stated": ("{n} stated", "{n} stated"),
            "decisions": ("{n} decision", "{n} decisions"),
            "waits-more": ("and {n} more", "and {n} more"),
            "more": ("and {n} more", "and {n} more"),
            "board.old": (
                "{n} plan finished or dropped before {date}",
                "{n} plans finished or dropped before {date}",
            ),
            "early": ("{n} day early", "{n} days early"),
            "entries-earlier": ("{n} earlier entry", "{n} earlier entries"),
            "milestones-late": ("{n} milestone late", "{n} milestones late"),
            "plans-closed": (
                "{n} finished or given up plan beside the roadmap",
                "{n} finished or given up plans beside the roadmap",
            ),
            "fields-more": ("{n} more line", "{n} more lines"),
            "problems": ("{n} thing to mend in this plan", "{n} things to mend in this plan"),
            "active": ("{n} in progress", "{n} in progress"),
            "drift.open": ("“{status}”, yet {n} box is open", "“{status}”, yet {n} boxes are open"),
            "drift.begun": ("“{status}”, yet {n} task is done", "“{status}”, yet {n} tasks are done"),
            "aims-later": ("({date}, {n} day later)", "({date}, {n} days later)"),
            "frees": ("{n} plan waits for it", "{n} plans wait for it"),
            "waiting-plans": ("{n} plan waits", "{n} plans wait"),
            "ready-plans": ("{n} is ready now", "{n} are ready now"),
            "graph-left-out": (
                "Without {n} plan that nothing waits for any more.",
                "Without {n} plans that nothing waits for any more.",
            ),
            "people": ("{n} person", "{n} people"),
            "open-tasks": ("{n} open task", "{n} open tasks"),
            "assigned": ("{n} task assigned by name", "{n} tasks assigned by name"),
            "person-risks": ("{n} risk", "{n} risks"),
            "troubles": ("{n} thing to look at", "{n} things to look at"),
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
            **past_words.PLURALS,
        }
    ),
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
"""The plugin's words in English."""
