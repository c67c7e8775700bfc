"""The proof of an edit finds every fact that differs and that the edit does not name."""

from __future__ import annotations

import pytest

from mkdocs_planning.editing.consequences import of_task_state
from mkdocs_planning.editing.document import Document, Splice, spliced
from mkdocs_planning.editing.proof import Addition, Expectation, LineMap, Permit, Terms, Violation, Wanted, violation
from mkdocs_planning.vocabulary.vocabulary import DEFAULT

SOURCE = """# Plan

**Status**: Draft
**Owner**: ana

## Phase 1: Start

- [ ] first
- [ ] second

## Open Questions

- Is it so?

## Risks

- Fire: burns
"""


def compared(after: str, terms: Terms, splices: tuple[Splice, ...] = ()) -> Violation | None:
    """What is wrong with *after*, made of SOURCE; *splices* say which lines have moved."""
    old, new = (Document(text.encode(), "plan.md", DEFAULT) for text in (SOURCE, after))
    return violation(old.plans, new.plans, LineMap(old, splices), terms)


def ticking() -> Terms:
    plan = Document(SOURCE.encode(), "plan.md", DEFAULT).plans[0]
    permits = (Permit(("tasks", 8, 0, "state")), Permit(("tasks", 8, 0, "mark")), *of_task_state(plan, 8))
    return Terms(permits, (Expectation(("tasks", 8, 0, "state"), lambda state: state == "done", "done"),))


def test_progress_follows() -> None:
    assert compared(SOURCE.replace("[ ] first", "[x] first"), ticking()) is None


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("- [ ] second", "- [x] second", ("tasks", 9, 0, "state")),
        ("first", "first!", ("tasks", 8, 0, "text")),
        ("first", "first (owner: bo)", ("tasks", 8, 0, "text")),
        ("Draft", "Done", ("status",)),
        ("**Owner**: ana", "**Owner**: bo", ("owners",)),
        ("**Owner**: ana", "**Owner**: ana | **Target**: 2026-01-01", ("target",)),
        ("# Plan", "# Another", ("title",)),
        ("## Phase 1: Start", "## Phase 1: Begin", ("tasks", 8, 0, "section")),
        ("Is it so?", "Is it so? → yes", ("questions", 13, 0, "answered")),
        ("Is it so?", "Is it so?\n- Is it now?", ("risks", 17, 0, "risk")),
        ("- Fire: burns\n", "", ("risks", 17, 0, "risk")),
        ("## Risks", "## Other", ("risks", 17, 0, "risk")),
    ],
)
def test_any_other_fact_is_a_violation(old: str, new: str, path: tuple[str | int, ...]) -> None:
    found = compared(SOURCE.replace("[ ] first", "[x] first").replace(old, new), ticking())
    assert found is not None
    assert found.path == path


def test_named_fact_must_have_its_value() -> None:
    found = compared(SOURCE, ticking())
    assert found is not None
    assert str(found) == 'tasks state of line 8 would be read as "open", not "done"'


def test_lines_below_an_insertion_follow() -> None:
    at = SOURCE.index("- [ ] second")
    splice = Splice(at, at, b"- [ ] new\n")
    after = spliced(SOURCE.encode(), (splice,)).decode()
    permits = (Permit(("tasks", 9)), Permit(("boxes",)), Permit(("progress",)), Permit(("phases", None, None, "progress")))
    added = Addition("tasks", range(9, 10), (Wanted("text", lambda text: text == "new", "new"),))
    assert compared(after, Terms(permits, added=added), (splice,)) is None
    assert compared(after, Terms(permits[1:]), (splice,)) is not None
    assert compared(after, Terms(permits, added=added)) is not None
    twice = Splice(at, at, b"- [ ] new\n- [ ] more\n")
    both = spliced(SOURCE.encode(), (twice,)).decode()
    found = compared(
        both,
        Terms((Permit(("tasks", 9)), Permit(("tasks", 10)), *permits[1:]), added=Addition("tasks", range(9, 11), ())),
        (twice,),
    )
    assert found is not None
    assert str(found) == 'tasks would be read as "2 new entries", not "one new entry"'


def test_line_map() -> None:
    document = Document(b"a\r\nb\rc\nd", "plan.md", DEFAULT)
    inserted = LineMap(document, (document.insert_below(2, ["x", "y"]),))
    assert [inserted(line) for line in (1, 2, 3, 4)] == [1, 2, 5, 6]
    assert inserted.new_lines() == range(3, 5)
    removed = LineMap(document, (Splice(3, 5, b""),))
    assert [removed(line) for line in (1, 2, 3, 4)] == [1, -2, 2, 3]
    assert removed.gone_lines() == range(-2, -1)
    behind = LineMap(document, (document.insert_below(4, ["x"]),))
    assert behind.new_lines() == range(5, 6)
