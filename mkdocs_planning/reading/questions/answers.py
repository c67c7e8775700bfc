"""How the answer to a question is marked: behind an arrow, behind a word, behind a struck question."""

from __future__ import annotations

import re

_ARROW = re.compile(r"\?[*_`\"')~]*\s*(?:→|->|=>|⇒|✅)\s*(?P<answer>\S.*)$", re.S)
_LATE_ARROW = re.compile(r"\s(?:→|->|=>|⇒)\s+(?P<answer>\S.*)$", re.S)
_KEYED = re.compile(
    r"(?:^|[\s(\[*_—–.?])(?P<key>(?i:answer|answered|decision|decided|resolution|resolved)|A)"
    r"(?P<after>\*\*|__|\*|_)?\s*[:：]\s*"
)
_STRUCK = re.compile(r"^~~(?P<question>[^~]+)~~(?P<answer>.*)$", re.S)
NOT_ANSWERED = re.compile(
    r"^\W*(?:tbd|tba|tbc|pending|open(?=\s*(?:$|[-–—,.;:()]))(?!-\w)"
    r"|unknown|unclear|to be|not (?:yet|decided|clear)|undecided|none yet|todo|unanswered)\b",
    re.I,
)
SETTLED = re.compile(r"\b(?:answered|resolved|closed|decided|done)\b", re.I)


def struck_answer(raw: str) -> tuple[bool, str, str | None]:
    """Whether a question is struck (``~~Which one?~~ This one``), its text, and what stands behind it."""
    match = _STRUCK.match(raw)
    if match is None:
        return False, raw, None
    return True, match["question"], match["answer"].strip(" —–-:→") or None


def part_answer(raw: str, *, loose: bool = False) -> tuple[str, str | None]:
    """A question and the answer behind it on the same line; *loose* where a box says that there is one.

    ``Which? → This``, ``Which? **Answer:** This``, ``Which? **Decision: This** (because …)``.
    """
    arrow = _ARROW.search(raw) or (_LATE_ARROW.search(raw) if loose else None)
    if arrow:
        return raw[: arrow.start("answer")].rstrip(" →⇒✅=->"), arrow["answer"].strip()
    match = _KEYED.search(raw) if loose else _KEYED.search(raw, raw.find("?") + 1) if "?" in raw else None
    if match is not None:
        before = raw[: match.start("key")]
        mark = re.search(r"(\*\*|__|\*|_)$", before)
        answer = raw[match.end() :].strip()
        if mark and not match["after"]:  # the emphasis covers the answer too: **Decision: This** (because …)
            answer = answer.replace(mark.group(1), "", 1)
        if before.rstrip(" *_").endswith("("):
            answer = answer.removesuffix(")")
        return before.rstrip(" *_(—–-["), answer.strip()
    return raw, None
