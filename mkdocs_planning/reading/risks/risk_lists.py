"""Risks that are no table rows: list items, bold paragraphs and sub-headings in a place about risks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Block, ListBlock, Paragraph, Section, Table
from mkdocs_planning.model.risk_levels import LEVELS
from mkdocs_planning.model.risk_status import CLOSED_TITLES
from mkdocs_planning.reading.entries import Entry, Fields, entries_of, fields_of, lead_of, own_lines, plain_lead
from mkdocs_planning.reading.labels import paragraph_labels
from mkdocs_planning.reading.passages import Passage
from mkdocs_planning.reading.risks.risk_fields import JUDGING, RISK_FIELDS, FoundRisk
from mkdocs_planning.reading.risks.scale import Grading
from mkdocs_planning.reading.sections import SectionIndex
from mkdocs_planning.reading.segments import Segment, flat, segments
from mkdocs_planning.vocabulary.level_words import GRADES
from mkdocs_planning.vocabulary.normal_form import normal, unnumbered

_TITLED = re.compile(
    r"^\W*(?:(?:key|main|major|primary|technical|security)\s+)?(?:risk|R)\s*#?\s*\d*[a-z]?\s*(?:[:：.)–—]|-\s)\s*"
    r"(?P<title>\S.*)$",
    re.I | re.S,
)
_NUMBERED_RISK = re.compile(r"^\W*(?:risk\s*#?\d+|R-?\d+|RISK-\d+)\b", re.I)
_BOLD_RISK = re.compile(r"^\*\*risk\s*#?\d*\s?[:：]\s*(?P<name>[^*]{2,300})\*\*(?=\s+[^\s:：—–-])", re.I)
_SCALE = re.compile(
    r"^\W*(?P<level>[\w ]{1,30}?)[ -](?:risks?|severity|priority|likelihood|probability|impact)\b"
    r"(?: (?:areas?|items?|identified|level))*\W*$",
    re.I,
)
_EXISTING = re.compile(r"\b(?:known|existing|current|verified)\b.*\b(?:issues|concerns|challenges)\b")
_GROUP = re.compile(r"\b(?:risks?|threats?|concerns?|issues|challenges|hazards|failure modes|pitfalls)\b")
_GROUPS = frozenset({
    "technical", "schedule", "business", "security", "operational", "performance", "organizational", "organisational",
    "resource", "resources", "external", "user", "users", "people", "process", "data", "legal", "compliance", "market", "cost",
    "quality", "integration", "product", "delivery", "timeline", "project", "adoption", "financial", "implementation",
    "production", "migration", "ux", "scalability", "reliability", "infrastructure", "deployment", *LEVELS,
})  # fmt: skip
_INLINE = re.compile(
    r"(?:\*\*|__|[*_]|\b)mitigat(?:ions?|ed by)\b\s*(?:[:：](?:\*\*|__|[*_])?|(?:\*\*|__|[*_])\s*[:：]|(?<=by))\s*"
    r"(?P<text>\S.*)$",
    re.I | re.S,
)
_GRADE = "|".join(GRADES)
_IN_TEXT = re.compile(
    r"\b(?P<key>likelihood|probability|impact|severity)\s?[:=]\s?(?P<word>(?:very )?[a-z]+)\b"
    rf"|\b(?P<early>{_GRADE})[ -]"
    r"(?P<late>likelihood|probability|impact|severity)\b",
    re.I,
)
"""Levels within the text of an item: ``(likelihood: low, impact: high)``, ``medium probability``."""
_GRADED = re.compile(
    r"^(?:[^\x00-\x7f\w]+\s*)?(?P<bold>\*\*|__)?(?:"
    rf"\[(?P<inside>{_GRADE}|[LMH])(?:[ -]risk)?\](?![(\[])(?(bold)[:：]?(?P=bold))\s*(?:[:：]|[—–-](?=\s))?"
    rf"|(?P<word>{_GRADE})(?:[ -]risk)?"
    r"(?(bold)(?:[:：](?P=bold)|(?P=bold)\s*(?:[:：]|[—–-](?=\s)))|\s*(?:[:：]|[—–](?=\s)|\s-(?=\s)))"
    r")\s*(?P<rest>\S.*)$",
    re.I | re.S,
)
"""An item that begins with its level: ``**High**: …``, ``🔴 High: …``, ``[High] …``."""
_MITIGATED = re.compile(r"\bmitigated\b|^(?:the )?mitigations?\b")
_RESOLVED = re.compile(r"(?:[-–—] ?|\()?(?:✅ ?)?\b(?:" + "|".join(CLOSED_TITLES) + r")\)?$", re.I)


def listed_risks(passage: Passage, index: SectionIndex) -> Iterator[FoundRisk]:
    """The risks of *passage* that are no table rows."""
    # A bold line "Risk mitigation" in a proposal praises it; as a heading it is the usual name of a register.
    praise = passage.section is None and normal(passage.title) in ("risk mitigation", "risk mitigations")
    answers = not praise and _answers(passage.title)
    strict = praise or (passage.mixed and "dependencies" in passage.subjects)
    own = [*_segments(passage.segments, answers, None, strict, "questions" in passage.subjects)]
    yield from own
    has_table = any(isinstance(block, Table) for block in passage.blocks)
    yield from _sections(passage.sections, answers, None, index, bare=not own and not has_table, depth=0)


def _answers(title: str) -> bool:
    """Whether what stands behind a risk's name in such a list is its mitigation (``Known Risks: risk: mitigation``)."""
    words = normal(title)
    return "mitigat" in words or words.startswith("known risks") or "response" in words or "contingenc" in words


def _segments(parts: list[Segment], answers: bool, level: str | None, strict: bool, questions: bool) -> Iterator[FoundRisk]:
    for part in parts:
        label = part.label
        if label is not None:
            words = normal(label)
            if _MITIGATED.search(words) or RISK_FIELDS.get(words, "risk") != "risk":
                continue  # "The risks are mitigated as follows:"
            heading = part.blocks[0] if part.blocks else None
            if isinstance(heading, Paragraph) and (found := _paragraph(heading, part.blocks[1:], answers)):
                yield from _with_level(found, level)
                continue
        partial = level or (_scale_word(label) if label else None)
        listing = strict and (label is None or part.line == 0 or not _GROUP.search(normal(label)) or "mitigat" in normal(label))
        for block in part.blocks:
            if isinstance(block, ListBlock):
                yield from _items(block, answers, partial, listing, questions)
            elif isinstance(block, Paragraph) and block is not (part.blocks[0] if label else None):
                yield from _with_level(_paragraph(block, (), answers), partial)


def _with_level(found: list[FoundRisk], level: str | None) -> Iterator[FoundRisk]:
    for risk in found:
        risk.level = risk.level or level
        yield risk


def _paragraph(block: Paragraph, following: list[Block] | tuple[Block, ...], answers: bool) -> list[FoundRisk]:
    """Risks of a paragraph: ``**Risk 1: …**``, ``**Risk**: … **Mitigation**: …``, a bold name above its fields."""
    text = block.text
    labels = paragraph_labels(text, allow_plain=True)
    fields = fields_of([*following], RISK_FIELDS, text)
    if labels and labels[0].name == "risk" and labels[0].raw:
        return [_split(fields.get("risk", labels[0].raw), text.line, fields, False)]
    lead = lead_of(text.raw)
    if lead is None:
        return []
    titled = _TITLED.match(lead.name)
    if titled is None and not _NUMBERED_RISK.match(lead.name):
        if lead.rest or not (JUDGING & fields.keys()) or normal(lead.name) in RISK_FIELDS:
            return []
        return [FoundRisk(lead.name.rstrip(" :"), text.line, fields)]
    name = titled["title"].strip() if titled else lead.name
    if lead.rest and not titled:
        name = lead.rest
    elif lead.rest and normal(lead.rest.split(":")[0]) not in RISK_FIELDS:
        if "mitigation" not in fields and answers:
            fields["mitigation"] = lead.rest
        else:
            name = f"{name}: {lead.rest}"
    return [FoundRisk(name, text.line, fields)]


def _items(block: ListBlock, answers: bool, level: str | None, strict: bool, questions: bool) -> Iterator[FoundRisk]:
    """The items of a list of risks, but the questions among them where it is one of *questions* too."""
    for entry in entries_of(block.items, RISK_FIELDS, "risk"):
        if questions and entry.text.plain.rstrip().endswith("?"):
            continue
        found = _item(entry, answers)
        told = entry.field == "risk" or "mitigation" in found.fields or _NUMBERED_RISK.match(entry.text.plain)
        if strict and not told:
            continue
        entry.add_fields(found.fields, RISK_FIELDS)
        found.level = found.level or level
        yield found


def _item(entry: Entry, answers: bool) -> FoundRisk:
    """One item as a risk, with its fields and the grades in its text."""
    item, text = entry.item, entry.text
    fields = fields_of(item.blocks, RISK_FIELDS, text)
    if entry.field == "risk":
        found = _split(fields.get("risk", text.raw), text.line, fields, answers and len(entry.labels) == len(fields) == 1)
    else:
        found = _graded(own_lines(text, RISK_FIELDS), text.line, fields, answers)
    found.closed = (item.box != " ") if item.box is not None else (True if text.struck else None)
    if "mpact" in text.raw or "robab" in text.raw or "ikelihood" in text.raw:
        for match in _IN_TEXT.finditer(text.plain):
            kind = "impact" if (match["key"] or match["late"]).lower() in ("impact", "severity") else "likelihood"
            fields.setdefault(kind, match["word"] or match["early"])
    return found


def _graded(own: str, line: int, fields: Fields, answers: bool) -> FoundRisk:
    """A risk that may begin with its level (``**High**: …``)."""
    raw = _BOLD_RISK.sub(r"\g<name>", own)
    graded = _GRADED.match(raw)
    found = _led(graded["rest"] if graded else raw, line, fields, answers)
    if graded:
        found.level = _scale_word(graded["inside"] or graded["word"])
    return found


def _led(raw: str, line: int, fields: Fields, answers: bool) -> FoundRisk:
    """A risk that may begin with its name, with its level as a name, or with its number."""
    lead = lead_of(raw)
    if lead is None:
        titled = None if raw.startswith(("*", "_")) else _TITLED.match(plain(raw))
        numbered = titled is not None and _NUMBERED_RISK.match(raw)
        return _split(titled["title"] if titled and numbered else raw, line, fields, answers)
    if inner := _TITLED.match(lead.name):
        return _named(inner["title"].strip(" *"), lead.rest, line, fields, answers)
    if lead.rest and (level := _scale_word(lead.name)):
        found = _split(lead.rest, line, fields, answers)
        found.level = level
        return found
    whole = f"{lead.name}: {fields['risk']}" if "risk" in fields and not lead.rest else None
    found = _named(lead.name, lead.rest, line, fields, answers)
    found.text = whole or found.text
    return found


def _named(name: str, rest: str, line: int, fields: Fields, answers: bool) -> FoundRisk:
    """A risk with a bold name: what follows is its mitigation where the place says so, else part of the risk."""
    key, _, value = rest.partition(":")
    field = RISK_FIELDS.get(normal(key))
    if not rest or field is not None:
        if field == "mitigation" and value.strip():
            fields.setdefault("mitigation", value.strip())
        return FoundRisk(name, line, fields)
    if "mitigation" in fields:
        return FoundRisk(f"**{name}**: {rest}", line, fields)
    inline = _INLINE.search(rest)
    if inline:
        fields["mitigation"] = inline["text"].rstrip(")")
        before = rest[: inline.start()].strip(" .;,(|")
        return FoundRisk(f"**{name}**: {before}" if before else name, line, fields)
    if answers:
        fields["mitigation"] = rest
        return FoundRisk(name, line, fields)
    return FoundRisk(f"**{name}**: {rest}", line, fields)


def _split(raw: str, line: int, fields: Fields, answers: bool) -> FoundRisk:
    """A risk without a bold name: parted at ``Mitigation:``, or at the colon where the list is "risk: mitigation"."""
    if "mitigation" not in fields:
        inline = _INLINE.search(raw)
        if inline and inline.start() > 0:
            fields["mitigation"] = inline["text"].rstrip(")")
            return FoundRisk(raw[: inline.start()].rstrip(" .;,(|—–"), line, fields)
        lead = plain_lead(raw)
        if lead is not None and (answers or "→" in raw[len(lead.name) : len(lead.name) + 4]):
            fields["mitigation"] = lead.rest
            return FoundRisk(lead.name, line, fields)
    return FoundRisk(raw, line, fields)


def _sections(
    sections: list[Section], answers: bool, level: str | None, index: SectionIndex, *, bare: bool, depth: int
) -> Iterator[FoundRisk]:
    """Risks of sub-headings: each is a risk of its own, or a group of them ("Technical risks", "High risk")."""
    if depth > 6:
        return
    plain_ones = bare and len(sections) > 1 and all(_is_prose(section) for section in sections)
    for section in sections:
        if not index.belongs(section.title, "risks") and not _TITLED.match(section.title):
            continue
        blocks = flat(section.blocks)
        fields = fields_of(blocks, RISK_FIELDS)
        titled = _TITLED.match(unnumbered(section.raw_title)) or _TITLED.match(section.raw_title)
        scale = _scale_word(section.title)
        if (
            titled
            or (scale is None and not _is_group(section.title) and (JUDGING & fields.keys()) and not _has_entries(blocks))
            or (plain_ones and scale is None)
        ):
            closed = True if _RESOLVED.search(section.title.rstrip()) else None
            name = (titled["title"] if titled else unnumbered(section.raw_title)).rstrip()
            yield FoundRisk(_RESOLVED.sub("", name).rstrip() or name, section.line, fields, level, closed)
            continue
        if scale is None and not _is_group(section.title):
            continue
        inner = answers or _answers(section.title)
        yield from _segments(segments(section.blocks), inner, scale or level, False, False)
        yield from _sections(section.sections, inner, scale or level, index, bare=False, depth=depth + 1)


def _is_group(title: str) -> bool:
    words = normal(title)
    return words in _GROUPS or (bool(_GROUP.search(words)) and not _EXISTING.search(words))


def _is_prose(section: Section) -> bool:
    """Whether a sub-heading looks like the name of a risk: several words, no group, with prose beneath it."""
    title = section.title
    return (
        len(title.split()) > 1
        and not _is_group(title)
        and any(isinstance(block, Paragraph) for block in section.blocks)
        and not isinstance(section.blocks[0], ListBlock | Table)
    )


def _has_entries(blocks: list[Block]) -> bool:
    """Whether a section lists risks of its own rather than the fields of one."""
    for block in blocks:
        if isinstance(block, Table):
            return True
        if isinstance(block, ListBlock):
            for item in block.items:
                if item.text is None:
                    continue
                names = [label.name for label in paragraph_labels(item.text, allow_plain=True)]
                if names and RISK_FIELDS.get(names[0]) == "risk":
                    return True
    return False


def _scale_word(title: str) -> str | None:
    """The level of a group that a heading names (``High Risk``, ``🟡 Medium-Risk Items``, ``Low``)."""
    aside = re.sub(r"\([^()]*\)", "", title).rstrip(": ")
    match = _SCALE.match(aside)
    words = match["level"] if match else aside
    return Grading().level(words) if len(words.split()) <= 2 else None
