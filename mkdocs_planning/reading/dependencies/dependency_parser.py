"""What one line says that a plan waits for: the words, the ticket or id in them, a link, and whether it is there yet.

Also what it is *not*: a library, a tool, or a part of the same plan ("Phase 2", "T014").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct

from mkdocs_planning.markdown.inline_text import links_in, plain
from mkdocs_planning.markdown.outline import Outline
from mkdocs_planning.model.plan import Task
from mkdocs_planning.reading.headings import read_heading
from mkdocs_planning.reading.placeholders import is_slot, says_nothing
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.tickets import ticket_href, ticket_links
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_WORDS = r"(?:blocked[ -]by|blocked[ -]on|waits? (?:for|on)|waiting (?:for|on)|depends on|depend on)"
_TOKEN = re.compile(rf"\s*\(\s*{_WORDS}\s*:?\s*(?P<what>(?:[^()]|\([^()]*\))+)\)", re.I)
_BARE_TOKEN = re.compile(
    r"(?:^|[\s,`(—–-])blocked-by:\s*(?P<what>[^\s;)`]+)|\bblocked by\s*:\s*(?P<spaced>[^();]+?)(?=\s*(?:[();]|$))", re.I
)
_NAMED = re.compile(
    r"\b(?:story|epic|spec|feature|plan|adr|rfc|kep|tep|gep|change|initiative|project)[ #-]{1,2}"
    r"(?:[a-z]{1,5}-)?\d+(?:[.-]\d+)*\b"
    r"|\b(?:task|back|wp|bead|bd|plan|track|issue)-?\d+(?:\.\d+)*\b",
    re.I,
)
_SLUG = re.compile(r"^(?:[\w.-]+/)*[a-z0-9]+(?:[-_.][a-z0-9]+)+(?:\.md)?$", re.I)
_FILE = re.compile(r"[\w)-]\.(?:md|markdown)(?:$|[#?])", re.I)
_KIT = re.compile(
    r"^(?:\./)?(?:plan|spec|tasks?|research|data-model|quickstart|design|requirements|proposal|prd|architecture|constitution|"
    r"readme|index|sdd|contracts?|checklists?)(?:\.md|/[\w.-]*)?(?:\s*\(.*\))?$",
    re.I,
)
_PART = re.compile(
    r"^(?:all |the |each |every |both )*(?:(?:phases?|steps?|bullets?|stages?|milestones?|sprints?|waves?|weeks?|days?|parts?|"
    r"chunks?|tasks?|subtasks?|items?|sections?|acs?)\s*#?\s*(?:\d|[a-z]\b|[ivx]+\b)|user stor(?:y|ies)\b|us-?\d|t\d{2,}\b|"
    r"(?:phases|steps|tasks|stories|previous|above|preceding)\b)",
    re.I,
)
_TASK_ID = re.compile(r"t\d{2,}(?:\.\d+)*")
"""The ids of command-line task lists, which run through all files of a repository; ``T012`` is a number of one file."""
_VERSION = re.compile(r"(?:^|[\s@^~=<>v(])[\^~=<>]*v?\d+\.[\dx]|\b\d+(?:\.\d+)*\+|[<>=~^]=?\s*\d|@\d")
_LIBRARY = re.compile(
    r"\b(?:librar(?:y|ies)|packages?|npm|pnpm|pypi|pip|crates?|gems?|sdk|plugins?|frameworks?|runtimes?|binary|binaries|"
    r"installed|pyproject|package\.json|requirements\.txt|go\.mod|cargo|dev ?dependenc(?:y|ies)|peer dependenc(?:y|ies)|"
    r"env(?:ironment)? variables?|api keys?|cli tools?|stdlib|standard library|built-?ins?|docker|node(?:\.?js)?|python|"
    r"repositor(?:y|ies)|accessible|access to|redis|postgres(?:ql)?|mysql|sqlite|kafka|localhost|orm|"
    r"compiler|new (?:runtime )?dependenc(?:y|ies))\b",
    re.I,
)
_NOTHING_NEW = re.compile(
    r"^(?:no|zero|none|nothing|not|0)\b.*\b(?:dependenc|prerequisit|block|require)|\bindependent(?:ly)? of\b|\bin parallel\b",
    re.I,
)
_MARKS = re.compile("^[\U0001f000-\U0001faff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\\s]+")
_TEMPLATE = re.compile(
    r"^(?:dependency|team/system|prerequisite|blocker) \d+\b"
    r"|^component x must be updated before y$|^service z needs new permissions$",
    re.I,
)
_TITLE_ID = re.compile(r"[A-Za-z]{1,10}-?\d[\w.-]*")
_UNIT_AND_NUMBER = re.compile(r"([a-z]+)s?\s+[\d#]", re.I)
_ASIDE_UNIT = re.compile(r"\((?:phases?|steps?|us|p)\s?\d", re.I)
_TOKEN_WORDS = re.compile(r"block|wait|depend", re.I)
_THERE = frozenset({"exists", "available", "in place", "met", "merged", "satisfied", "already done", "already available"})
_LONGEST = 1000
"""A longer item is prose, whatever it is about; no pattern has to run over it."""
_LEAD_SIZE = 200
"""What an item is about stands in its first words."""
_ASIDE = re.compile(r"\s(?:[-–—]|→)\s|[:(—–]|✅|✔|☑")
_LEAD = re.compile(r"\s[-–—]\s|[:(,;—–]")


class Wait(Struct, frozen=True):
    """One thing that is waited for. ``sure`` tells that it names a ticket, an id or a file, not only words."""

    text: str
    blocked_by: str | None
    href: str | None
    resolved: bool
    sure: bool


class Own:
    """The parts of one document, so that "blocked by T012" or "Story 2" is known to be inside it.

    They are gathered when the first is asked for: most documents wait for nothing.
    """

    def __init__(self, outline: Outline, tasks: Iterable[Task]) -> None:
        self._outline = outline
        self._tasks = tasks

    @cached_property
    def ids(self) -> set[str]:
        """The ids of tasks and sections."""
        found = {task.id.casefold() for task in self._tasks if task.id}
        for section in self._outline.sections:
            if match := _TITLE_ID.match(section.title):
                found.add(match.group(0).casefold().rstrip(".:-"))
        return found

    @cached_property
    def texts(self) -> dict[int, str]:
        """The words of each task by its line, without its id and tags."""
        return {task.line: task.text for task in self._tasks}

    @cached_property
    def labels(self) -> set[str]:
        """The words that the document's units are called by (``phase``, ``story``)."""
        facts = [read_heading(section.title) for section in self._outline.sections if section.level > 1]
        return {fact.label.lower().rsplit(" ", 1)[-1] for fact in facts if fact.label}

    def has(self, words: str) -> bool:
        """Whether *words* (without markup) begin with a part of this document."""
        text = words[:_LEAD_SIZE].strip(" *_`.\"'#")
        if _TASK_ID.fullmatch(text) and any(map(_TASK_ID.fullmatch, self.ids)):
            return text in self.ids  # this file has such ids: one that it lacks is another file's
        if _PART.match(text):
            return True
        first = text.split(None, 1)[0].strip("`*,.:;()").casefold() if text else ""
        if first in self.ids:
            return True
        match = _UNIT_AND_NUMBER.match(text)
        if match is not None and match.group(1).lower() in self.labels:
            return True
        lead = _LEAD.split(text, maxsplit=1)[0]
        return "(" in text and bool(_ASIDE_UNIT.search(text[: len(lead) + 16]))


def read_wait(raw: str, vocabulary: Vocabulary, *, done: bool = False) -> list[Wait]:
    """What *raw*, the inline Markdown of an item or a value, waits for; one entry for each ticket behind "blocked by"."""
    if len(raw) > _LONGEST or is_slot(_MARKS.sub("", raw)):
        return []
    text, tokens = take_tokens(raw)
    text = _MARKS.sub("", text).strip()
    words = plain(text)
    if (not tokens and says_nothing(text)) or _TEMPLATE.match(words) or _NOTHING_NEW.match(words) or words.endswith("?"):
        return []
    links = links_in(text)
    href = next((target for _, target in links if not target.startswith("#")), None)
    if links and href is None and not tokens and not ticket_links(words, vocabulary):
        return []  # it leads to another place of the same page
    resolved = done or _is_there(plain(raw), vocabulary)
    sure = bool(href and _FILE.search(href))
    if tokens:
        return [
            Wait(text or plain(token), plain(token), href or _token_href(token, vocabulary), resolved, True) for token in tokens
        ]
    name = _name_in(words, vocabulary)
    if name is None and sure and href is not None and links and len(links) == 1 and _SLUG.match(words):
        name = words
    if href is None and name is not None:
        href = ticket_href(name, vocabulary)
    if href is None and _FILE.search(words) and " " not in words:
        href, sure = words, True
    return [Wait(text, name, href, resolved, sure or name is not None)]


def take_tokens(raw: str) -> tuple[str, list[str]]:
    """A text without its ``(blocked by: PLAT-12)`` or ``blocked-by:t001`` and what these name."""
    if not _TOKEN_WORDS.search(raw):
        return raw, []
    named: list[str] = []
    rest = " ".join(raw.split())  # long runs of blanks would cost the patterns the square of their length
    for pattern in (_TOKEN, _BARE_TOKEN):
        match = pattern.search(rest)
        if match is None:
            continue
        what = match.group("what") or match.groupdict().get("spaced") or ""
        parts = [part for part in split_list(what.strip(" `")) if not says_nothing(part)]
        if "lock" not in match.group(0) and not all(map(_is_name, parts)):
            continue  # "(waiting for review)" says how it stands, "(depends on PLAT-9)" what it waits for
        named += parts
        rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    return " ".join(rest.split()), named


def _is_name(part: str) -> bool:
    return bool(_ref(part) or _NAMED.fullmatch(plain(part)) or _FILE.search(part) or _TASK_ID.fullmatch(part))


def split_list(raw: str) -> list[str]:
    """The parts of ``A, B; C`` outside brackets and code; the whole where a part is more than a short name."""
    parts: list[str] = []
    depth, start, code = 0, 0, False
    for at, char in enumerate(raw):
        if char == "`":
            code = not code
        elif code:
            continue
        elif char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif char in ",;" and not depth:
            parts.append(raw[start:at])
            start = at + 1
    parts.append(raw[start:])
    parts = [part.strip() for part in parts if part.strip()]
    if len(parts) > 1 and all(len(_LEAD.split(plain(part), maxsplit=1)[0].split()) <= 6 for part in parts):
        parts[-1] = re.sub(r"^(?:and|&)\s+", "", parts[-1])
        return parts
    both = [part.strip() for part in re.split(r"\s+(?:and|&|\+)\s+", raw)]
    if len(both) > 1 and all(len(part) < 120 and (_ref(part) or _NAMED.fullmatch(plain(part))) for part in both):
        return both
    return [raw.strip()] if raw.strip() else []


def _ref(part: str) -> bool:
    return bool(re.fullmatch(r"\[[^\[\]]*\]\([^()]*\)|`?[A-Za-z][A-Za-z0-9]*-\d+`?|#\d+", part))


def is_library(raw: str, *, bare: bool = True) -> bool:
    """Whether an item reads like a library, a tool or a service: a version, its typical words, or (*bare*) one name."""
    words = plain(raw[:_LONGEST])
    lead = _LEAD.split(words, maxsplit=1)[0].strip()
    if _VERSION.search(words[: min(len(lead), _LEAD_SIZE) + 20]) or _LIBRARY.search(words):
        return True
    return bare and (raw.lstrip("*_ ").startswith("`") or " " not in lead)


def is_kit_file(words: str) -> bool:
    """Whether *words* name a sibling document of a kit (``plan.md``, ``contracts/``), which is a part of the same plan."""
    return bool(_KIT.match(_MARKS.sub("", words).strip(" `*✅")))


def is_id(words: str) -> bool:
    """Whether *words* are one id, file or slug (``task-345``, ``chart-datum-migration``), as front matter lists give."""
    text = words.strip(" `")
    if len(text) > _LEAD_SIZE:
        return False
    return bool(_SLUG.match(text) or _NAMED.fullmatch(text)) and not _VERSION.search(text.removesuffix(".md") + " ")


def _name_in(words: str, vocabulary: Vocabulary) -> str | None:
    """The ticket or id that a text begins with, or the only one in it."""
    tickets = ticket_links(words, vocabulary)
    if tickets and (tickets[0].start == 0 or len({link.ticket for link in tickets}) == 1):
        return tickets[0].ticket
    if tickets:
        return None
    match = _NAMED.search(words)
    return match.group(0) if match and (match.start() <= 5 or match.end() >= len(words) - 1) else None


def _token_href(token: str, vocabulary: Vocabulary) -> str | None:
    links = links_in(token)
    return links[0][1] if links else ticket_href(plain(token), vocabulary)


def _is_there(words: str, vocabulary: Vocabulary) -> bool:
    """Whether a remark behind the name says that it is done (``X: done, Ana``, ``X (exists)``, ``X ✅``)."""
    if words.startswith(("✅", "✔", "☑")) or words.rstrip(" .").endswith(("✅", "✔", "☑", "✔️")):
        return True
    for match in _ASIDE.finditer(words):
        if words[match.start()] in "✅✔☑":
            return True
        remark = re.split(r"[,;.)]", words[match.end() : match.end() + 40], maxsplit=1)[0].strip()
        if 0 < len(remark.split()) <= 3 and (normal(remark) in _THERE or vocabulary.statuses.get(normal(remark)) == "complete"):
            return True
    return False
