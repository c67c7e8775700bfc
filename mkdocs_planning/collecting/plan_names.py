"""Which plan of a site a text or a link names: by file, id, number or title; never by guessing.

A name that two plans share names none of them, unless one of them states it as its id.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from mkdocs_planning.markdown.inline_text import links_in, plain
from mkdocs_planning.model.plan import Dependency, Plan, slug_path

_WORD = re.compile(r"[^0-9a-z]+")
_GENERIC = frozenset({"index", "readme", "plan", "tasks", "spec", "design", "proposal", "requirements", "overview", "prd"})
"""File names that say what a file is and not what it is about; the folder has the name then."""
_KIND = re.compile(
    r"^(?:the |our )?(?:plan|spec(?:ification)?|feature|epic|story|task|adr|rfc|kep|project|initiative|change|issue)"
    r"[\s:#-]+(?=\S)",
    re.I,
)
_NUMBERED = re.compile(r"^(?:(?P<kind>[a-z]{2,8})[ -]?)?0*(?P<number>\d{1,6}(?:\.\d+)*)(?:\s|$)")
_CUT = re.compile(r"\s[-–—→]+\s|[:;,(\[—]|\.\s")
_VERBS = frozenset(
    {"must", "is", "are", "has", "have", "needs", "need", "should", "will", "was", "were", "to", "in", "done", "complete",
     "completed", "finished", "released", "merged", "ready", "public", "live", "landed", "shipped", "deployed", "plan"}
)  # fmt: skip
"""What may follow a title of one word, so that "Search must be live" names it and "Search team" does not."""
_LONGEST = 12
"""No title that begins a sentence is looked for in more than this many words."""
_ID = re.compile(r"(?<![A-Za-z0-9-])[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9.]+)+|#\d+")


def _key(text: str) -> str:
    return _WORD.sub(" ", text.lower()).strip()


class PlanNames:
    """The names of the plans of a site, and which plan each stands for."""

    def __init__(self, plans: Iterable[Plan]) -> None:
        plans = tuple(plans)
        self.by_path: dict[str, Plan | None] = {}
        self.by_id: dict[str, Plan | None] = {}
        self.by_name: dict[str, Plan | None] = {}
        self.by_number: dict[str, Plan | None] = {}
        for plan in plans:
            for source in {plan.source, *plan.parts}:
                _enter(self.by_path, source, plan)
            _enter(self.by_id, _key(plan.id), plan)
            for name in {_key(name) for name in _names(plan)}:
                _enter(self.by_name, name, plan)
            for number in set(_numbers(plan)):
                _enter(self.by_number, number, plan)
        for plan in plans:
            if plan.stated_id and _key(plan.stated_id) not in self.by_id:  # of several that state an id the first keeps it
                self.by_id[_key(plan.stated_id)] = plan

    def find(self, dependency: Dependency, plan: Plan) -> Plan | None:
        """The plan that *dependency*, a fact of *plan*, names; None where none, several or only itself is named."""
        found = self._linked(dependency.href, dependency.file) if dependency.href else None
        if found is None and dependency.blocked_by:
            found = self._named(plain(dependency.blocked_by), dependency.file)
        if found is None:
            found = self._in_text(dependency)
        return None if found is not None and found.id == plan.id else found

    def _in_text(self, dependency: Dependency) -> Plan | None:
        links = links_in(dependency.text)
        for text, target in links:
            found = self._linked(target, dependency.file) or (
                self.by_id.get(_key(text)) if _local(target) else self._named(text, dependency.file)
            )
            if found is not None:
                return found
        words = plain(dependency.text)
        if not any(_local(target) for _, target in links):  # a link to another file says what it means
            for candidate in _candidates(words):
                found = self._named(candidate, dependency.file)
                if found is not None:
                    return found
            found = self._beginning(words)
            if found is not None:
                return found
        ids = {found.id: found for match in _ID.finditer(words) if (found := self.by_id.get(_key(match.group(0)))) is not None}
        return next(iter(ids.values())) if len(ids) == 1 else None

    def _beginning(self, words: str) -> Plan | None:
        """The plan whose title a sentence begins with, the longest first."""
        parts = _key(_CUT.split(words, maxsplit=1)[0]).split()[: _LONGEST + 1]
        for length in range(min(len(parts), _LONGEST), 0, -1):
            key = " ".join(parts[:length])
            if key in self.by_name and (length > 1 or len(parts) == 1 or parts[1] in _VERBS):
                return self.by_name[key]
        return None

    def _named(self, words: str, source: str) -> Plan | None:
        """The plan that *words* as a whole name: a path, an id, a file name, a title, a number."""
        if words.endswith(".md") or "/" in words:
            found = self._linked(words, source)
            if found is not None:
                return found
        for text in (words, _KIND.sub("", words)):
            key = _key(text.removesuffix(".md"))
            if len(key) < 2:
                continue
            for names in (self.by_id, self.by_name):
                if key in names:
                    return names[key]
        match = _NUMBERED.match(_key(words))
        if match is None:
            return None
        rest = _key(words)[match.end() :].strip()
        if rest and match["kind"] is None:  # "001 Event discovery", of which only the number has been found
            return self.by_name.get(rest)
        if not rest and (match["kind"] or len(words.strip()) >= 3):
            kind = match["kind"] or ""
            return self.by_number.get(f"{kind} {match['number']}") or (
                self.by_number.get(f" {match['number']}") if kind in ("", "spec", "plan", "feature", "change") else None
            )
        return None

    def _linked(self, href: str, source: str) -> Plan | None:
        path, _, anchor = unquote(href).partition("#")
        path = path.split("?", 1)[0]
        if not path or "://" in path or path.startswith(("mailto:", "//")):
            return None
        base = "" if path.startswith("/") else posixpath.dirname(source)
        target = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
        for candidate in (target, target + ".md", target + "/index.md", target + "/README.md"):
            if candidate in self.by_path:
                part = self.by_id.get(_key(f"{slug_path(candidate)} {anchor}")) if anchor else None
                return part or self.by_path[candidate]  # "piers.md#south-pier" is one of the plans of that page
        if target.startswith("../") or path.startswith("/") or "/" in path:
            return self._by_tail(target)
        return self.by_name.get(_key(path.removesuffix(".md")))

    def _by_tail(self, target: str) -> Plan | None:
        """The one plan whose path ends like a path that leads out of docs_dir (``/docs/plans/x.md`` on GitHub)."""
        parts = [part for part in target.split("/") if part not in ("..", ".")]
        for start in range(len(parts) - 1):
            for end in ("", ".md"):
                tail = "/".join(parts[start:]) + end
                if tail in self.by_path:
                    return self.by_path[tail]
        return None


def _local(href: str) -> bool:
    """Whether a link leads to a file of this repository."""
    return "://" not in href and bool(re.search(r"\.(?:md|markdown)(?:$|[#?])", href))


def _enter(names: dict[str, Plan | None], name: str, plan: Plan) -> None:
    """Enter a name; one that two plans have stands for neither."""
    if not name:
        return
    if name in names and (before := names[name]) is not plan and (before is None or before.id != plan.id):
        names[name] = None
    else:
        names[name] = plan


def _stem(plan: Plan) -> str:
    parts = slug_path(plan.source).split("/")
    if len(parts) > 1 and parts[-1].lower() in _GENERIC:
        return parts[-2]
    return parts[-1]


def _names(plan: Plan) -> Iterator[str]:
    for name in (plan.title, _stem(plan)):
        if len(_key(name)) > 1 and not _key(name).isdigit():
            yield name
            bare = _NUMBERED.sub("", _key(name)).strip()  # "012-event-discovery" is called "Event discovery" too
            if bare and bare != _key(name) and name is not plan.title and not bare.isdigit():
                yield bare


def _numbers(plan: Plan) -> Iterator[str]:
    for name in (_stem(plan), plan.stated_id or ""):
        match = _NUMBERED.match(_key(name))
        if match is not None:
            yield f"{match['kind'] or ''} {match['number']}"
            folder = posixpath.basename(posixpath.dirname(plan.source))
            if not match["kind"] and folder:
                yield f"{_key(folder).removesuffix('s')} {match['number']}"


def _candidates(words: str) -> Iterator[str]:
    """What in a sentence may be a plan's name: all of it, what stands before a mark or a verb, without "the plan"."""
    yield words
    lead = _CUT.split(words, maxsplit=1)[0].strip()
    yield lead
    match = re.match(r"[A-Za-z]+-?[\d.]+\s+(?P<rest>\S.*)$", lead)
    if match is not None and len(match["rest"].split()) > 1:  # "SW-012 Offline tables"
        yield match["rest"]
    yield re.sub(r"\s*\(.*$", "", words)
    aside = re.search(r"\(([^()]+)\)", words)
    if aside is not None:
        yield aside.group(1)
