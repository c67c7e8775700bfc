"""What a heading or a bold line announces: risks, questions, decisions, changes, criteria …

Stricter than the vocabulary's sections, which only sort boxes: here a title must *be* about its subject.
"Double Signing Risk Reduction", "Decision Drivers" and "Frequently Asked Questions" announce no register.
The phrases are those of NOTATION §4 to §9; titles that a site adds in its options count as they stand.
"""

from __future__ import annotations

import re

from mkdocs_planning.support.memoise import remembered
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_BEFORE = r"(?:[\w-]+ ){0,4}"
_PATTERNS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "risks": (
            rf"^{_BEFORE}risks?(?: (?:register|matrix|assessments?|analysis|management|mitigations?|mitigation (?:strategy|"
            r"strategies|plan)|log|table|summary|list|overview|identified|factors|areas?|items?|considerations|evaluation|"
            r"contingency|contingencies|guardrails|challenges|issues|concerns|dependencies|assumptions|constraints|unknowns|"
            r"questions|open (?:questions|issues|items)|technical debt|trade ?offs|rollback|responses?|and .*|or .*)){0,3}$"
            r"|^pre ?mortem(?: .*)?$|^threats(?: mitigations?| and mitigations?)?$|^(?:potential )?risks? to .*$"
        ),
        "assumptions": (
            rf"^{_BEFORE}assumptions?(?: (?:and .*|made|validation|to validate|to be validated|log|constraints|dependencies|"
            r"risks|limitations|list|register)){0,2}$"
        ),
        "questions": (
            r"\b(?:open|unresolved|outstanding|unanswered|pending|remaining|undecided) (?:\w+ ){0,2}"
            r"(?:questions?|issues?|points?|decisions?)\b"
            r"|^(?:answered|resolved|closed|decided|settled) (?:open )?questions?$"
            r"|^questions?(?: (?:to (?:\w+ ?){1,3}|for .*|raised|asked))?$"
            r"|^clarifications?(?: (?:needed|required|questions?))?$|^needs? clarifications?$|^(?:still )?to be decided$"
            r"|^(?:known )?unknowns$|^decisions? (?:needed|required|to (?:be )?ma[dk]e|pending)$|^issues to resolve$"
            r"|^risks? (?:and |or )?open (?:questions|issues|items)$|^risks? (?:and |or )?questions$"
        ),
        "decisions": (
            rf"^{_BEFORE}decisions(?: (?:made|taken|already made|log|record|records|register|so far|summary|rationale|"
            r"trade ?offs|and .*|for .*|from .*|confirmed|reached|in this .*)){0,2}$"
            r"|^(?:\w+ ){0,3}decision (?:log|records?|register|table|summary)$|^decided$"
            r"|^(?:resolved|locked|settled) (?:decisions?|choices)$"
        ),
        "changes": (
            r"^(?:[\w.-]+ ){0,3}change ?log(?: .*)?$|^changes? (?:history|log)$|^recent (?:changes|completions|updates)$"
            r"|^(?:\w+ ){0,2}(?:revision|version|document|implementation|amendment|edit|plan|spec|update|decision|release)"
            r" history$"
            r"|^history$|^revisions?$|^evolution(?: log| history)?$|^(?:plan |document )?amendments?$"
            r"|^(?:\w+ )?(?:progress|activity|session|status|work|update|updates|daily|dev|development) log$"
            r"|^(?:status |progress |recent |weekly )?updates$|^revision log$|^updates log$"
        ),
        "criteria": (
            r"^(?!all\b)(?:[\w-]+ ){0,4}(?:success|acceptance|completion|exit|done) criteri(?:a|on)"
            r"(?: (?:for|of|by|in|and|checklist|review|list|overview|summary)\b.*)?$"
            r"|\bdefinition of done\b|^done when$|^(?:complete|finished|success) when$|^(?:measurable )?outcomes$"
            r"|^acceptance(?: tests| checklist)?$"
        ),
        "metrics": (
            r"\bsuccess (?:metrics?|measures?|indicators?)\b|\bkey (?:performance indicators|results)\b|^(?:\w+ )?kpis?$"
            r"|^(?:target|key|quantitative|qualitative|business|technical|outcome) metrics$|\bmeasurable outcomes\b"
            r"|^metrics (?:review|targets)$|^targets$"
        ),
        "dependencies": r"\bdependenc(?:y|ies)\b|\bprerequisites?\b|\bblockers?\b|\bblocked by\b|^requires\b",
        "alternatives": r"\balternatives?\b|\boptions? considered\b|\bconsidered options\b|\bpros and cons\b|^options$",
        "rollback": r"\broll ?back\b|\bback ?out\b",
        "checks": r"\btest(?:s|ing)? (?:plan|strategy)\b"
        r"|\bvalidation (?:strategy|plan|steps)\b|\bverification\b|\bmonitoring\b",
        "references": r"^references?$|\bsee also\b|\brelated (?:documents|decisions|plans|adrs|work|links)\b",
        "excluded": (
            r"\bfrequently asked\b|^faqs?$|\bquestions? and (?:answers?|support)\b|^questions? answers?$|^common questions$"
            r"|^key questions$|\bcompetency questions\b|\bquestionnaire\b|\brelated decisions?\b|\bfuture decisions?\b"
            r"|\bdecision (?:drivers?|points?|criteria|matrix|tree|authority|outcome|process)\b|\brisk (?:free|level)s?$"
            r"|\bdecisions? deferred\b|\b(?:kinds?|types?|sorts?) of\b|\bopen source\b|\brisks? of (?:not|doing)\b"
        ),
    }.items()
}  # fmt: skip
_WORDS = {
    "risks": "risk risks mortem premortem threats",
    "assumptions": "assumption assumptions",
    "questions": (
        "question questions issue issues point points decision decisions clarification clarifications decided unknowns"
    ),
    "decisions": "decision decisions decided choices",
    "changes": "changelog change changes log history revision revisions evolution amendment amendments updates completions",
    "criteria": "criteria criterion done when outcomes acceptance",
    "metrics": "metric metrics measure measures indicator indicators results kpi kpis outcomes targets",
    "dependencies": "dependency dependencies prerequisite prerequisites blocker blockers blocked requires",
    "alternatives": "alternative alternatives option options pros",
    "rollback": "rollback roll backout back",
    "checks": "test tests testing validation verification monitoring",
    "references": "reference references also related",
    "excluded": (
        "asked faq faqs question questions questionnaire decision decisions risk risks kind kinds type types sort sorts open"
    ),
}
"""Words of which each pattern needs at least one: most titles have none and are told apart by that."""
_TELLING = {
    word: frozenset(name for name, words in _WORDS.items() if word in words.split())
    for word in " ".join(_WORDS.values()).split()
}
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]")
_NUMBERED = re.compile(r"^(?:appendix|section|part|chapter)\s+\w{1,3}\s*[.:–—-]?\s+|^\d+(?:\.\d+)*[.):]?\s+", re.I)
_NONE: frozenset[str] = frozenset()


@remembered
def _default_subjects(title: str) -> frozenset[str]:
    words = normal(_NUMBERED.sub("", _ASIDE.sub(" ", title) if "(" in title or "[" in title else title))
    if not words or len(words) > 100:
        return _NONE
    parts = words.replace("%", " ").split()
    if _TELLING.keys().isdisjoint(parts):
        return _NONE
    telling = {name for word in parts for name in _TELLING.get(word, ())}
    found = {name for name in telling if _PATTERNS[name].search(words)}
    if "excluded" in found:
        found -= {"risks", "questions", "decisions"}
    elif "questions" in found and "decisions" in found:
        found.discard("decisions")  # "Open decisions" and "Decisions needed" are still to be made
    if "questions" not in found and "questions" in normal(title) and "decisions" in found:
        found = (found - {"decisions"}) | {"questions"}  # "Decisions (open questions)"
    return frozenset(found)


def subjects(title: str, vocabulary: Vocabulary) -> frozenset[str]:
    """What stands under *title*; empty for a title that announces nothing of the kind."""
    found = _default_subjects(title)
    if vocabulary.added_titles:
        name = vocabulary.added_titles.get(normal(title))
        if name in _PATTERNS:
            return found | {name}
    return found
