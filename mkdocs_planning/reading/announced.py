"""What a document announces by a heading or a bold line: its files, components, rollout, rollback, references, milestones.

One walk for the rooms that read these. A heading counts where its whole title names the subject ("Rollout Plan", and not
"Rollout, upgrade and rollback planning"); a line counts where its key does (``**File:** …``, ``**Files**:`` above a list).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from mkdocs_planning.markdown.outline import Block, Item, ListBlock, Outline, Paragraph, Quote, Section, Table, Text
from mkdocs_planning.reading.labels import Label, paragraph_labels
from mkdocs_planning.reading.sections import subject
from mkdocs_planning.support.memoise import remembered
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_FILE_VERBS = (
    r"creat(?:e|ed)|add(?:ed)?|modif(?:y|ied)|updat(?:e|ed)|edit(?:ed)?|chang(?:e|ed)|delet(?:e|ed)|"
    r"remov(?:e|ed)|renam(?:e|ed)|mov(?:e|ed)"
)
_TITLES = {
    "files": re.compile(
        r"^(?:(?:target|affected|changed|modified|new|created|deleted|removed|renamed|key|critical|updated|touched|impacted|test)"
        r" )*files?(?: s)?(?: (?:affected|impacted|changed|changes|modified|created|deleted|removed|updated|touched|added"
        r"|renamed|enhanced|list|map|manifest|summary|structure|checklist|changed summary|changes summary)"
        r"| (?:to|that will) (?:be )?"
        rf"(?:{_FILE_VERBS}|touch(?:ed)?)(?: (?:or |and )?(?:{_FILE_VERBS}))*)?$"
        rf"|^(?:phase \d+ )?(?:create|modify|update|delete) files$|^appendix(?: [a-z])? file (?:manifest|checklist|list)$"
        r"|^new files created$|^code (?:locations|changes required)$|^(?:affected|impacted|changed) code$"
    ),
    "components": re.compile(
        r"^(?:(?:key|main|core|affected|new|modified|changed|major|architect\w*|system|ui|shared|proposed|involved|design) )*"
        r"components?(?: (?:overview|list|summary|inventory|breakdown|affected|involved|delivered|design"
        r"|(?:and )?(?:interfaces|responsibilities|modules|services)))*$"
    ),
    "rollout": re.compile(
        r"^(?:(?:phased|gradual|staged|incremental|release|production|feature|deployment|proposed|launch) )*roll ?out"
        r"(?: (?:plan|strategy|stages?|phases?|steps|schedule|approach|sequence|order|and release plan))*$"
        r"|^(?:release|launch|ramp up) (?:plan|stages|phases)$|^deployment (?:stages|phases)$"
    ),
    "rollback": re.compile(
        r"^(?:(?:deployment|emergency|release|production|migration|database|feature|data) )*(?:roll ?back|back ?out)"
        r"(?: (?:plan|strategy|procedures?|steps|approach|process|instructions|considerations|and recovery|recovery|safety"
        r"|from .*))*$"
        r"|^(?:plan )?(?:to )?(?:roll ?back|back ?out)(?: plan)? (?:and|if|in case)\b.{0,60}$"
    ),
    "deployment and rollback": re.compile(
        r"^(?:\w+ ){1,4}and roll ?back(?: (?:plan|strategy|procedures?))?$"
        r"|^roll ?back and (?!recovery)(?:\w+ ?){1,4}$"
    ),
    "references": re.compile(
        r"^(?:(?:key|external|internal|further|additional|relevant|useful|related|documentation) )*(?:references"
        r"|references? (?:(?:and |or )?(?:documents?|materials?|links?|documentation|resources|reading|list|docs)\b ?){1,3})$"
        r"|^(?:related|relevant|linked|referenced|source|useful|external|see) (?:\w+ )?(?:documents?|documentation|docs"
        r"|decisions?|adrs?|plans?|links?|work|proposals?|artifacts?|reading|issues?|tickets?|specs?|resources|materials?|prs?"
        r"|stories|tasks|code|tutorials|research)(?: (?:and )?(?:links?|references?|resources|documents?))*$"
        r"|^related$|^see also$|^further reading$|^bibliography$|^sources$|^citations$"
        r"|^(?:(?:useful|external|important|helpful|quick|documentation|additional|further|other) )?(?:links|resources)"
        r"(?: (?:and )?(?:references|resources|links))?$"
        r"|^appendix(?: [a-z])? reference documents$"
    ),
    "milestones": re.compile(
        r"^(?:(?:key|project|major|delivery|release|important|main|planned|upcoming|outputs|success) (?:and )?)*milestones?"
        r"(?: (?:and )?(?:timeline|schedule|dates|deliverables|list|overview|targets|summary))*$"
        r"|^(?:key|important|target|release) dates$"
        r"|^(?:(?:project|release|delivery|implementation|estimated|expected|high level|rough|proposed) )?(?:timeline|schedule)"
        r"(?: (?:and )?(?:milestones?|dates|estimation|overview))?$"
    ),
}  # fmt: skip
_KEYS = {
    **_TITLES,
    "rollback": re.compile(
        r"^(?:(?:deployment|release|database|migration) )?(?:roll ?back|back ?out)"
        r"(?: (?:plan|strategy|procedures?|steps|approach|process|instructions))?$|^(?:to|how to) roll ?back$"
    ),
    "verb": re.compile(rf"^(?:{_FILE_VERBS})(?: files?)?$|^(?:new|modified|deleted|removed) (?:test )?files?$"),
}
_TELLING = frozenset(
    {"file", "files", "component", "components", "rollout", "roll", "rollback", "back", "backout", "ramp", "release", "launch",
     "deployment", "reference", "references", "referenced", "related", "relevant", "linked", "source", "sources", "useful",
     "external", "see", "further", "bibliography", "citations", "links", "resources", "milestone", "milestones", "dates",
     "timeline", "schedule", "code", "create", "created", "add", "added", "modify", "modified", "update", "updated", "edit",
     "edited", "change", "changed", "delete", "deleted", "remove", "removed", "rename", "renamed", "move", "moved"}
)  # fmt: skip
"""Every title and key that names one of the subjects has one of these words."""
_WORD = re.compile(r"[a-z]+")
_PLAIN = re.compile(r"(?:roll[ -]?|back[ -]?out)\w*[^:\n]{0,20}:", re.I)
"""A key that is believed without bold too, since no sentence begins like it."""
_MORE = re.compile(r":\*\*|\*\*:")
"""The end of a second bold key on a line."""
_LONGEST = 70
_KEY_ENDS = 76
"""A key that ends further back than this in its line is none."""


class Announced(Struct, gc=False):
    """Blocks under a heading or a line that names a subject.

    ``value`` is what the line says itself (None under a heading), ``section`` the section of a heading (None
    for a line), ``within`` where either stands.
    """

    subject: str
    title: str
    line: int
    value: str | None
    blocks: Sequence[Block]
    section: Section | None
    within: Section

    @property
    def parts(self) -> Iterator[tuple[Section, Sequence[Block]]]:
        """What it holds, by section: its own blocks, then those of each section beneath it."""
        yield self.within, self.blocks
        if self.section is not None:
            walk = self.section.walk()
            next(walk)
            for section in walk:
                yield section, section.blocks


@remembered
def _titled(words: str) -> str | None:
    return next((name for name, pattern in _TITLES.items() if pattern.match(words)), None)


@remembered
def _keyed(words: str) -> str | None:
    return next((name for name, pattern in _KEYS.items() if pattern.match(words)), None)


@remembered
def _telling(words: str) -> bool:
    return not _TELLING.isdisjoint(_WORD.findall(words.lower()))


def _words(title: str) -> str:
    """A title in normal form, in which "&" is the word that it stands for."""
    return subject(title.replace("&", " and ") if "&" in title else title)


def announced_title(title: str, vocabulary: Vocabulary) -> str | None:
    """The subject that a heading names as a whole."""
    if len(title) > _LONGEST or not (vocabulary.added_titles or _telling(title)):
        return None
    words = _words(title)
    return vocabulary.added_titles.get(words) or _titled(words)


@remembered
def announced_key(key: str) -> str | None:
    """The subject that the key of a line names."""
    return _keyed(_words(key)) if len(key) <= _LONGEST and _telling(key) else None


class Announcements:
    """All that a document announces, by subject, in the order of the file."""

    def __init__(self, outline: Outline, vocabulary: Vocabulary) -> None:
        self.tables: list[tuple[Section, Table]] = []
        self._found: dict[str, list[Announced]] = {}
        for section in outline.sections:
            if section.level:
                name = announced_title(section.title, vocabulary)
                if name is not None and not _is_document(section):
                    self._add(Announced(name, section.title, section.line, None, section.blocks, section, section))
            if section.blocks:
                self._lines(section)

    def of(self, *names: str) -> list[Announced]:
        """What is announced of these subjects; what stands inside another of the same subject is not repeated."""
        found = [entry for name in names for entry in self._found.get(name, ())]
        found.sort(key=_line)
        until = 0
        kept: list[Announced] = []
        for entry in found:
            if entry.section is not None:
                if entry.line <= until:
                    continue
                until = entry.section.end_line
            elif entry.line <= until:
                continue
            kept.append(entry)
        return kept

    def _add(self, entry: Announced) -> None:
        self._found.setdefault(entry.subject, []).append(entry)

    def _lines(self, section: Section) -> None:
        """The keyed lines of a section, in its paragraphs and items of any depth."""
        stack: list[tuple[Sequence[Block], int]] = [(section.blocks, 0)]
        while stack:
            blocks, at = stack.pop()
            while at < len(blocks):
                block = blocks[at]
                at += 1
                if isinstance(block, Paragraph):
                    self._in_text(block.text, _following(blocks, at), section)
                elif isinstance(block, ListBlock):
                    for item in block.items:
                        if item.text is not None and item.box is None:
                            self._in_text(item.text, item.blocks, section, item=True)
                        if item.blocks:
                            stack.append((item.blocks, 0))
                elif isinstance(block, Quote):
                    stack.append((block.blocks, 0))
                elif isinstance(block, Table):
                    self.tables.append((section, block))

    def _in_text(self, text: Text, below: Sequence[Block], section: Section, *, item: bool = False) -> None:
        raw = text.raw
        if text.broken is None:
            colon = raw.find(":", 0, _KEY_ENDS)
            if colon < 0:
                colon = raw.find("：", 0, _KEY_ENDS)
            if colon < 0:
                if not item and raw.startswith("**") and raw.endswith("**") and (name := announced_key(text.plain)):
                    self._add(Announced(name, text.plain, text.line, "", below, None, section))
                return
            if not (item or raw[0] in "*_" or colon == len(raw) - 1 or _PLAIN.match(raw)):
                return
            if not _telling(raw[:colon]) and not _MORE.search(raw, colon + 3):
                return
        elif (
            not item and raw[:1] not in "*_" and not any(line.raw[:2] == "**" for line in text.lines) and raw[-1:] not in ":："
        ):
            return
        labels: list[Label] = paragraph_labels(text, allow_plain=True)
        for label in labels:
            name = announced_key(label.key)
            if name is not None and (label.bold or item or not label.raw or name == "rollback"):
                blocks = below if label is labels[-1] and (not label.raw or item) else ()
                self._add(Announced(name, label.key, label.line, label.raw, blocks, None, section))


def _line(entry: Announced) -> int:
    return entry.line


def _following(blocks: Sequence[Block], at: int) -> Sequence[Block]:
    """The list or table straight under a line."""
    return blocks[at : at + 1] if at < len(blocks) and isinstance(blocks[at], ListBlock | Table) else ()


def _is_document(section: Section) -> bool:
    """Whether a heading is the document's own title."""
    return section.level == 1 and section.parent is not None and section.parent.sections[0] is section


def items_in(blocks: Sequence[Block]) -> Iterator[Item]:
    """The items of the lists among *blocks*, outermost only."""
    for block in blocks:
        if isinstance(block, ListBlock):
            yield from block.items
        elif isinstance(block, Quote):
            for inner in block.blocks:
                if isinstance(inner, ListBlock):
                    yield from inner.items
