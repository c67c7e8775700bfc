"""The titles of sections, as data: the words by which a heading or a label says what stands beneath it.

Two strengths are told apart. A title *contains* a phrase of :data:`SECTIONS`: that is enough to sort check boxes. A
title is *about* a subject of :data:`TITLES`: facts are read only there, since "Risk-based testing" holds no risk
register and "Dependency injection" no dependency. The forms are those found in real plans.

Words are in the normal form of :func:`mkdocs_planning.vocabulary.normal_form.title_words`; patterns are regular
expressions over such words, in which a blank separates words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mkdocs_planning.model.plan import TaskKind
from mkdocs_planning.vocabulary.words import DOWNSTREAM_KEYS, UPSTREAM_KEYS

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
"""Phrases by the subject of a section. They sort check boxes and find a summary: a title need only contain one.

The names are those of the option ``sections``, which adds a site's own titles. A title that the option gives counts like
these, and is moreover *about* its subject where it is the whole title.
"""

BOX_KINDS: dict[str, tuple[int, TaskKind]] = {
    "questions": (5, "question"),
    "dependencies": (4, "dependency"),
    "criteria": (3, "criterion"),
    "checks": (2, "check"),
    "work": (1, "work"),
}
"""What the boxes of a section are for. Of two phrases of one length in a title the one of the higher rank wins."""


class TitleForms(NamedTuple):
    """How a title is about one subject.

    ``whole`` are patterns of entire titles, ``part`` patterns of some words of a title. ``words`` are such that every
    title of the subject has at least one of them, of ``when+done`` both; most titles have none and need no pattern.
    """

    words: str
    whole: tuple[str, ...] = ()
    part: tuple[str, ...] = ()


def _form(head: str, *, before: str = "", after: str = "", times: str = "*") -> str:
    """A pattern: any number of the words *before*, the *head*, and so many *times* the words *after*."""
    return (rf"(?:(?:{before}) )*" if before else "") + f"(?:{head})" + (f"(?: (?:{after})){times}" if after else "")


_UP_TO_FOUR = r"(?:[\w-]+ ){0,4}"
"""Any words before the head of a title."""
_FILE_VERBS = (
    r"creat(?:e|ed)|add(?:ed)?|modif(?:y|ied)|updat(?:e|ed)|edit(?:ed)?|chang(?:e|ed)|delet(?:e|ed)|"
    r"remov(?:e|ed)|renam(?:e|ed)|mov(?:e|ed)"
)
_ROLLBACK = "roll ?back|back ?out"


def _keys(keys: Iterable[str]) -> TitleForms:
    """Titles that are one of these keys."""
    whole = tuple(keys)
    return TitleForms(" ".join(sorted({key.split(" ", 1)[0] for key in whole})), whole)


TITLES: dict[str, TitleForms] = {
    # Registers: several of them may share a section ("Risks and open questions").
    "risks": TitleForms(
        "risk risks mortem premortem threats",
        whole=(
            _UP_TO_FOUR
            + _form(
                "risks?",
                after=(
                    r"register|matrix|assessments?|analysis|management|mitigations?|mitigation (?:strategy|strategies|plan)"
                    r"|log|table|summary|list|overview|identified|factors|areas?|items?|considerations|evaluation"
                    r"|contingency|contingencies|guardrails|challenges|issues|concerns|dependencies|assumptions|constraints"
                    r"|unknowns|questions|open (?:questions|issues|items)|technical debt|trade ?offs|rollback|responses?"
                    r"|and .*|or .*"
                ),
                times="{0,3}",
            ),
            "pre ?mortem(?: .*)?",
            "threats(?: (?:and )?mitigations?)?",
            "(?:potential )?risks? to .*",
        ),
    ),
    "assumptions": TitleForms(
        "assumption assumptions",
        whole=(
            _UP_TO_FOUR
            + _form(
                "assumptions?",
                after=(
                    "and .*|made|validation|to validate|to be validated|log|constraints|dependencies|risks|limitations|list"
                    "|register"
                ),
                times="{0,2}",
            ),
        ),
    ),
    "questions": TitleForms(
        "question questions issue issues point points decision decisions clarification clarifications decided unknowns",
        whole=(
            "(?:answered|resolved|closed|decided|settled) (?:open )?questions?",
            r"questions?(?: (?:to (?:\w+ ?){1,3}|for .*|raised|asked))?",
            "clarifications?(?: (?:needed|required|questions?))?",
            "needs? clarifications?",
            "(?:still )?to be decided",
            "(?:known )?unknowns",
            "decisions? (?:needed|required|to (?:be )?ma[dk]e|pending)",
            "issues to resolve",
            "risks? (?:and |or )?(?:questions|open (?:questions|issues|items))",
        ),
        part=(
            r"(?:open|unresolved|outstanding|unanswered|pending|remaining|undecided) (?:\w+ ){0,2}"
            "(?:questions?|issues?|points?|decisions?)",
        ),
    ),
    "decisions": TitleForms(
        "decision decisions decided choices",
        whole=(
            _UP_TO_FOUR
            + _form(
                "decisions",
                after=(
                    "made|taken|already made|log|record|records|register|so far|summary|rationale|trade ?offs|and .*|for .*"
                    "|from .*|confirmed|reached|in this .*"
                ),
                times="{0,2}",
            ),
            r"(?:\w+ ){0,3}decision (?:log|records?|register|table|summary)",
            "decided",
            "(?:resolved|locked|settled) (?:decisions?|choices)",
        ),
    ),
    "changes": TitleForms(
        "changelog change changes log history revision revisions evolution amendment amendments updates completions",
        whole=(
            r"(?:[\w.-]+ ){0,3}change ?log(?: .*)?",
            "changes? (?:and )?(?:history|log)",
            "recent (?:changes|completions|updates)",
            r"(?:\w+ ){0,2}(?:revision|version|document|implementation|amendment|edit|plan|spec|update|decision|release)"
            " history",
            "history",
            "revisions?",
            "evolution(?: log| history)?",
            "(?:plan |document )?amendments?",
            r"(?:\w+ )?(?:progress|activity|session|status|work|updates?|daily|dev|development) log",
            "(?:status |progress |recent |weekly )?updates",
            "(?:revision|updates) log",
        ),
    ),
    "criteria": TitleForms(
        "criteria criterion outcomes acceptance definition when+done when+complete when+finished when+success",
        whole=(
            r"(?!all\b)(?:[\w-]+ ){0,4}(?:success|acceptance|completion|exit|done) criteri(?:a|on)"
            r"(?: (?:for|of|by|in|and|checklist|review|list|overview|summary)\b.*)?",
            "done when",
            "(?:complete|finished|success) when",
            "(?:measurable )?outcomes",
            "acceptance(?: tests| checklist)?",
        ),
        part=("definition of done",),
    ),
    "metrics": TitleForms(
        "metric metrics kpi kpis targets measurable success+measure success+measures success+indicator success+indicators"
        " indicators results+key",
        whole=(
            r"(?:\w+ )?kpis?",
            "(?:target|key|quantitative|qualitative|business|technical|outcome) metrics",
            "metrics (?:and )?(?:review|targets)",
            "targets",
        ),
        part=(
            "success (?:metrics?|measures?|indicators?)",
            "key (?:performance indicators|results)",
            "measurable outcomes",
        ),
    ),
    # Facts that have a section, a labelled list or a labelled value of their own.
    "files": TitleForms(
        "file files code+locations code+changes code+affected code+impacted code+changed",
        whole=(
            _form(
                "files?",
                before=(
                    "target|affected|changed|modified|new|created|deleted|removed|renamed|key|critical|updated|touched|impacted"
                    "|test"
                ),
            )
            + "(?: s)?(?: (?:affected|impacted|changed|changes|modified|created|deleted|removed|updated|touched|added|renamed"
            "|enhanced|list|map|manifest|summary|structure|checklist|changed summary|changes summary)"
            f"| (?:to|that will) (?:be )?(?:{_FILE_VERBS}|touch(?:ed)?)(?: (?:or |and )?(?:{_FILE_VERBS}))*)?",
            r"(?:phase \d+ )?(?:create|modify|update|delete) files",
            "appendix(?: [a-z])? file (?:manifest|checklist|list)",
            "new files created",
            "code (?:locations|changes required)",
            "(?:affected|impacted|changed) code",
        ),
    ),
    "components": TitleForms(
        "component components",
        whole=(
            _form(
                "components?",
                before=r"key|main|core|affected|new|modified|changed|major|architect\w*|system|ui|shared|proposed|involved|design",
                after=(
                    "overview|list|summary|inventory|breakdown|affected|involved|delivered|design"
                    "|(?:and )?(?:interfaces|responsibilities|modules|services)"
                ),
            ),
        ),
    ),
    "rollout": TitleForms(
        "rollout roll ramp+up release+plan release+stages release+phases launch+plan launch+stages launch+phases"
        " deployment+stages deployment+phases",
        whole=(
            _form(
                "roll ?out",
                before="phased|gradual|staged|incremental|release|production|feature|deployment|proposed|launch",
                after="plan|strategy|stages?|phases?|steps|schedule|approach|sequence|order|and release plan",
            ),
            "(?:release|launch|ramp up) (?:plan|stages|phases)",
            "deployment (?:stages|phases)",
        ),
    ),
    "rollback": TitleForms(
        "rollback roll backout out+back",
        whole=(
            _form(
                _ROLLBACK,
                before="deployment|emergency|release|production|migration|database|feature|data",
                after=(
                    "plan|strategy|procedures?|steps|approach|process|instructions|considerations|and recovery|recovery|safety"
                    "|from .*"
                ),
            ),
            rf"(?:plan )?(?:to )?(?:{_ROLLBACK})(?: plan)? (?:and|if|in case)\b.{{0,60}}",
        ),
    ),
    "deployment and rollback": TitleForms(
        "rollback roll",
        whole=(
            r"(?:\w+ ){1,4}and roll ?back(?: (?:plan|strategy|procedures?))?",
            r"roll ?back and (?!recovery)(?:\w+ ?){1,4}",
        ),
    ),
    "references": TitleForms(
        "references reference referenced related relevant linked source sources useful external see further bibliography"
        " citations links resources",
        whole=(
            _form(
                r"references|references? (?:(?:and |or )?(?:documents?|materials?|links?|documentation|resources|reading|list"
                r"|docs)\b ?){1,3}",
                before="key|external|internal|further|additional|relevant|useful|related|documentation",
            ),
            r"(?:related|relevant|linked|referenced|source|useful|external|see) (?:\w+ )?(?:documents?|documentation|docs"
            "|decisions?|adrs?|plans?|links?|work|proposals?|artifacts?|reading|issues?|tickets?|specs?|resources|materials?|prs?"
            "|stories|tasks|code|tutorials|research)(?: (?:and )?(?:links?|references?|resources|documents?))*",
            "related|see also|further reading|bibliography|sources|citations",
            "(?:(?:useful|external|important|helpful|quick|documentation|additional|further|other) )?(?:links|resources)"
            "(?: (?:and )?(?:references|resources|links))?",
            "appendix(?: [a-z])? reference documents",
        ),
    ),
    "milestones": TitleForms(
        "milestone milestones dates timeline schedule",
        whole=(
            r"(?:(?:key|project|major|delivery|release|important|main|planned|upcoming|outputs|success) (?:and )?)*"
            + _form("milestones?", after="(?:and )?(?:timeline|schedule|dates|deliverables|list|overview|targets|summary)"),
            "(?:key|important|target|release) dates",
            "(?:(?:project|release|delivery|implementation|estimated|expected|high level|rough|proposed) )?"
            "(?:timeline|schedule)(?: (?:and )?(?:milestones?|dates|estimation|overview))?",
        ),
    ),
    # Keys of lines, which are no titles of sections.
    "file action": TitleForms(
        "file files create created add added modify modified update updated edit edited change changed delete deleted"
        " remove removed rename renamed move moved",
        whole=(rf"(?:{_FILE_VERBS})(?: files?)?", "(?:new|modified|deleted|removed) (?:test )?files?"),
    ),
    "rollback line": TitleForms(
        "rollback roll backout out+back",
        whole=(
            rf"(?:(?:deployment|release|database|migration) )?(?:{_ROLLBACK})"
            "(?: (?:plan|strategy|procedures?|steps|approach|process|instructions))?",
            "(?:to|how to) roll ?back",
        ),
    ),
    "upstream key": _keys(key for key in UPSTREAM_KEYS if key not in ("after", "needs", "requires")),
    "downstream key": _keys(key for key in DOWNSTREAM_KEYS if key != "enables"),
    "dependency in the key": TitleForms(
        "depends blocked builds waits waiting requires enables blocks unblocks required",
        whole=(
            "(?:depends on|blocked by|builds on|waits for|waiting (?:for|on)|requires|enables|blocks|unblocks|required by) .+",
        ),
    ),
    # What a plan depends on, apart by how much of it is believed (see reading.dependencies).
    "upstream": TitleForms(
        "upstream blocker blockers blocked blocking depends waits waiting required must builds dependencies requires"
        " relationship relationships prerequisite",
        whole=(
            "upstream(?: dependenc(?:y|ies)| blockers?| plans?)?",
            "(?:current |known |open |active |external |hard |main )?blockers?(?: dependencies)?",
            "blocked (?:by|on)",
            "blocking (?:issues?|tickets?|dependencies)",
            "depends on",
            "wait(?:s|ing) (?:for|on)",
            "required (?:features?|plans?|specs?|work|changes)",
            "must have before starting",
            "must be (?:done|in place) (?:first|before)",
            "builds on",
            "(?:cross|inter) (?:spec|plan|team|project|feature|epic|story|repo) dependencies",
            "(?:plan|feature|spec|project|teams?|blocking|epic|other|organi[sz]ational|internal|upstream) dependencies",
            "dependencies on (?:other )?(?:plans|teams|specs|features|epics|projects|tickets|work)",
            "requires blockers?",
            "relationships? (?:to|with) other (?:stories|plans|specs|features|epics)",
            "prerequisite (?:features?|plans?|work|stories)",
        ),
    ),
    "dependencies": TitleForms(
        "dependency dependencies requisite requisites prerequisite prerequisites requires blockers blocking",
        whole=(
            "(?:key |main |project |plan |hard |soft )?(?:dependenc(?:y|ies)|pre ?requisites?|requires|blockers)"
            "(?: (?:and )?(?:blockers?|dependencies|prerequisites|constraints|integrations?|links|sequencing|related work))?",
            "external dependencies|blocking",
        ),
    ),
    "risks and dependencies": TitleForms(
        "dependencies",
        whole=(
            "(?=.*depend)(?:risks?|assumptions?|constraints?|dependencies|blockers?|issues)"
            "(?: (?:and )?(?:risks?|assumptions?|dependencies|constraints?|blockers?|issues)){1,3}",
        ),
    ),
    "external dependencies": TitleForms("external", whole=("external(?: dependency| teams?)?",)),
    "downstream": TitleForms(
        "downstream blocks unblocks dependent dependents required enables impacted",
        whole=(
            "downstream(?: (?:impact|dependenc(?:y|ies)|consumers?|effects?|plans?|teams?|work))?",
            "blocks|unblocks|dependents?|required by|enables",
            "impacted (?:teams?|systems?|plans?|features?)",
        ),
    ),
    # What a document is and how far it is.
    "status": TitleForms("status", whole=("(?:current |document )?status",)),
    "phases": TitleForms("phases", whole=("(?:(?:implementation|project|development|delivery|migration|work) )*phases",)),
    "task list": TitleForms(
        "tasks todo checklist list+task do+to items+action items+work steps+next",
        whole=("(?:implementation )?tasks", "task list", "to ?do", "(?:action|work) items", "next steps", "checklist"),
    ),
    "document information": TitleForms(
        "metadata information+document info+document", whole=("metadata", "document (?:information|info)")
    ),
    "outcome": TitleForms("decision", whole=("(?:the )?decision", "decision outcome")),
}  # fmt: skip
"""Titles by what they are about. A title may be about several subjects."""

REGISTERS = frozenset({"risks", "assumptions", "questions", "decisions", "changes", "criteria", "metrics"})
"""Subjects that may share a section, whose parts then say which of them they are about."""

RIVALS: dict[str, TitleForms] = {
    "dependencies": TitleForms(
        "dependency dependencies prerequisite prerequisites blocker blockers blocked requires",
        part=("dependenc(?:y|ies)", "prerequisites?", "blockers?", "blocked by", "^requires"),
    ),
    "alternatives": TitleForms(
        "alternative alternatives options option+considered cons+pros",
        whole=("options",),
        part=("alternatives?", "options? considered", "considered options", "pros and cons"),
    ),
    "rollback": TitleForms("rollback roll backout out+back", part=(_ROLLBACK,)),
    "checks": TitleForms(
        "verification monitoring strategy+test strategy+tests strategy+testing strategy+validation plan+test plan+tests"
        " plan+testing plan+validation steps+validation",
        part=("test(?:s|ing)? (?:plan|strategy)", "validation (?:strategy|plan|steps)", "verification", "monitoring"),
    ),
    "references": TitleForms(
        "reference references also+see related",
        whole=("references?",),
        part=("see also", "related (?:documents|decisions|plans|adrs|work|links)"),
    ),
}  # fmt: skip
"""Subjects of parts that belong to no register, unless their title names it too ("Test strategy" among risks)."""

MIXING = REGISTERS | {"dependencies"}
"""Two of these in one title make a mixed section."""

HEADED = frozenset({"files", "components", "rollout", "rollback", "deployment and rollback", "references", "milestones"})
"""Subjects that the heading of a section names as a whole."""
DEPENDENCIES = frozenset({"upstream", "dependencies", "risks and dependencies", "external dependencies", "downstream"})
"""Subjects of sections and labelled lists that say what a plan depends on, or what depends on it."""
DEPENDENCY_KEYS = frozenset({"upstream key", "downstream key", "dependency in the key"})
"""Subjects of keys whose value says so."""
KEYED = HEADED - {"rollback"} | {"file action", "rollback line"} | DEPENDENCIES | DEPENDENCY_KEYS
"""Subjects that the key of a line names."""
BOLD_KEYED = DEPENDENCIES | DEPENDENCY_KEYS
"""Subjects that only a bold key names."""

NO_REGISTER = TitleForms(
    "asked faq faqs question questions questionnaire decision decisions risk risks kind kinds type types sort sorts open",
    whole=("faqs?", "questions? answers?", "common questions", "key questions"),
    part=(
        "frequently asked", "questions? and (?:answers?|support)", "competency questions", "questionnaire",
        "related decisions?", "future decisions?",
        "decision (?:drivers?|points?|criteria|matrix|tree|authority|outcome|process)", "risk (?:free|level)s?$",
        "decisions? deferred", "(?:kinds?|types?|sorts?) of", "open source", "risks? of (?:not|doing)",
    ),
)  # fmt: skip
"""Titles that sound like a register of risks, questions or decisions and are none."""
NO_REGISTER_OF = frozenset({"risks", "questions", "decisions"})
