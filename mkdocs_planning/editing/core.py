"""Makes an edit: bytes in, bytes out, or a refusal with its reason."""

from __future__ import annotations

from itertools import islice

from msgspec.structs import replace

from mkdocs_planning.collecting.page_reader import MAX_BYTES, read_page
from mkdocs_planning.editing.additions import plan_addition
from mkdocs_planning.editing.beliefs import disbelief, plan_index
from mkdocs_planning.editing.candidates import Planned
from mkdocs_planning.editing.document import Document, Splice, Splices, spliced
from mkdocs_planning.editing.edits import (
    AddItem,
    AnswerQuestion,
    Change,
    Edit,
    Edited,
    Refused,
    Restore,
    SetField,
    SetRisk,
    SetStatus,
    SetTask,
)
from mkdocs_planning.editing.escaping import MAX_TEXT, MAX_VALUE, unwritable
from mkdocs_planning.editing.header import plan_field, plan_status
from mkdocs_planning.editing.proof import LineMap, Terms, Violation, violation
from mkdocs_planning.editing.questions import plan_answer
from mkdocs_planning.editing.risks import plan_risk
from mkdocs_planning.editing.tasks import plan_task
from mkdocs_planning.editing.words import Usage
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_MAX_CANDIDATES = 24
"""So many ways to write an edit are tried at most; each is one reading of the file."""
_YAML = (".yaml", ".yml")
NO_USAGE = Usage()


def apply(
    source: bytes, edit: Edit, vocabulary: Vocabulary, *, path: str = "plan.md", usage: Usage = NO_USAGE
) -> Edited | Refused:
    """Make *edit* in *source*, proved by reading the result again (see :mod:`~mkdocs_planning.editing.proof`).

    Never raises, whatever the bytes.

    Args:
        source: the whole file.
        edit: what to change.
        vocabulary: the words that count in its site.
        path: the file's path in docs_dir, which decides how it is read.
        usage: the words that its site uses, from :func:`~mkdocs_planning.editing.words.usage_of`.
    """
    if path.endswith(_YAML):
        return Refused("unsupported", 0, f"{path}: only Markdown files can be edited")
    if len(source) > MAX_BYTES:
        return Refused("too-large", 0, f"the file has {len(source):,} bytes, of which only {MAX_BYTES:,} are read")
    document = Document(source, path, vocabulary)
    if isinstance(edit, Restore):
        return _restore(document, edit)
    refusal = _unwritable(edit)
    if refusal is not None:
        return refusal
    index = plan_index(document, edit)
    if isinstance(index, Refused):
        return index
    planned = _planned(document, index, edit, usage)
    if isinstance(planned, Refused):
        return planned
    refusal = disbelief(document, index, edit, done=planned.done)
    if refusal is not None:
        return refusal
    return Edited(source, None) if planned.done else _first_proved(document, edit, planned)


def _unwritable(edit: Change) -> Refused | None:
    """A refusal where one of the texts that the edit brings can stand in no plan."""
    texts: list[tuple[str, int]] = []
    if isinstance(edit, SetField):
        texts = [(value, MAX_VALUE) for value in edit.value]
    elif isinstance(edit, AnswerQuestion):
        texts = [(edit.answer, MAX_TEXT)]
    elif isinstance(edit, SetRisk):
        texts = [(edit.value, MAX_TEXT if edit.field == "mitigation" else MAX_VALUE)]
    elif isinstance(edit, AddItem):
        texts = [(edit.text, MAX_TEXT), *((value, MAX_TEXT) for value in edit.values.values())]
    for text, limit in texts:
        why = unwritable(text, limit)
        if why is not None:
            return Refused("too-long" if len(text) > limit else "bad-value", getattr(edit, "line", 0), why)
    return None


def _planned(document: Document, index: int, edit: Change, usage: Usage) -> Planned | Refused:
    match edit:
        case SetTask():
            return plan_task(document, index, edit)
        case SetStatus():
            return plan_status(document, index, edit, usage)
        case SetField():
            return plan_field(document, index, edit)
        case AnswerQuestion():
            return plan_answer(document, index, edit)
        case SetRisk():
            return plan_risk(document, index, edit)
        case AddItem():
            return plan_addition(document, index, edit)


def _first_proved(document: Document, edit: Change, planned: Planned) -> Edited | Refused:
    """The first candidate whose result is read as it should be."""
    first: Violation | None = None
    refusal = planned.otherwise
    for splices in islice(planned.candidates, _MAX_CANDIDATES):
        if not document.outline.decoded and not all(splice.new.isascii() for splice in splices):
            refusal = Refused("not-utf-8", planned.line, "save the file as UTF-8 first: the text to write is not ASCII")
            continue
        made = spliced(document.source, splices)
        found = _proved(document, splices, made, planned)
        if found is None:
            return _edited(document.source, made, edit)
        first = first or found
    if first is None or refusal is not planned.otherwise:
        return refusal
    return Refused("not-proved", planned.line, str(first))


def _proved(document: Document, splices: Splices, made: bytes, planned: Planned) -> Violation | None:
    lines = LineMap(document, splices)
    return _difference(document, made, lines, planned.terms(lines.new_lines()))


def _difference(document: Document, made: bytes, lines: LineMap, terms: Terms) -> Violation | None:
    if len(made) > MAX_BYTES:
        return Violation(("file",), f"at most {MAX_BYTES:,} bytes", f"{len(made):,} bytes")
    return violation(document.plans, read_page(made, document.path, document.vocabulary), lines, terms)


def _edited(old: bytes, new: bytes, edit: Change) -> Edited:
    """The result with its inverse: the lines that differ, as they are now and as they were."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    first = 0
    while first < min(len(before), len(after)) and before[first] == after[first]:
        first += 1
    last = 0
    while last < min(len(before), len(after)) - first and before[-1 - last] == after[-1 - last]:
        last += 1
    found = b"".join(after[first : len(after) - last])
    inverse = Restore(
        line=first + 1,
        found=found,
        made=b"".join(before[first : len(before) - last]),
        above=after[first - 1] if first else b"",
        below=after[len(after) - last] if last else b"",
        undone=edit,
    )
    return Edited(new, inverse, tuple(range(first + 1, len(after) - last + 1)))


def _restore(document: Document, edit: Restore) -> Edited | Refused:
    """Put lines back, where exactly those stand that the edit made; elsewhere they are looked for with their neighbours."""
    rows = document.source.splitlines(keepends=True)
    height = len(edit.found.splitlines(keepends=True))
    places = [at for at in range(len(rows) - height + 1) if _stands(rows, at, height, edit)]
    at = edit.line - 1 if edit.line - 1 in places else places[0] if len(places) == 1 else None
    if at is None:
        now = b"".join(rows[edit.line - 1 : edit.line]).decode("utf-8", "replace").strip()
        return Refused("changed", edit.line, f'somebody has changed these lines since; "{now[:80]}" stands there now')
    undone = _moved(edit.undone, at + 1 - edit.line)
    start = sum(len(row) for row in rows[:at])
    splices = (_smallest(Splice(start, start + len(edit.found), edit.made), edit.found),)
    made = spliced(document.source, splices)
    index = plan_index(document, undone)
    if isinstance(index, Refused):
        return index
    planned = _planned(document, index, undone, NO_USAGE)
    if isinstance(planned, Refused):
        return planned
    lines = LineMap(document, splices)
    gone = lines.gone_lines()
    terms = planned.terms(gone if gone else lines.new_lines())
    found = _difference(document, made, lines, replace(terms, expectations=(), added=None, backwards=True))
    return Refused("not-proved", at + 1, str(found)) if found is not None else _edited(document.source, made, edit.undone)


def _stands(rows: list[bytes], at: int, height: int, edit: Restore) -> bool:
    """Whether the lines that the edit made stand at *at*, between the same neighbours or in the same line."""
    if b"".join(rows[at : at + height]) != edit.found:
        return False
    above = rows[at - 1] if at else b""
    below = rows[at + height] if at + height < len(rows) else b""
    return above == edit.above or below == edit.below or (height > 0 and at == edit.line - 1)


def _smallest(splice: Splice, old: bytes) -> Splice:
    """*splice* without the bytes at its ends that it does not change."""
    new = splice.new
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    return Splice(splice.start + first, splice.end - last, new[first : len(new) - last])


def _moved(edit: Change, by: int) -> Change:
    """*edit* for a line that has moved."""
    if isinstance(edit, SetTask | AnswerQuestion | SetRisk):
        return replace(edit, line=edit.line + by)
    return edit
