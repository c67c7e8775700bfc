"""The flags on a card, and the plans that need attention."""

from __future__ import annotations

import pytest

from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.facts import dependency_flags, flags
from mkdocs_planning.views.facts.attention_reasons import PlanInNeed, plans_in_need
from mkdocs_planning.views.messages.english import ENGLISH
from tests.views.plans import portfolio

_ENGINE = "# Engine\n\n**Status**: In Progress\n**Owner**: ana\n"


def _needs(of: Portfolio) -> dict[str, PlanInNeed]:
    return {need.plan.title: need for need in plans_in_need(of, of.plans, ENGLISH)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("**Status**: Complete\n\n## Tasks\n- [x] a\n- [ ] b\n", "status is “Complete”, but 1 task is open"),
        ("**Status**: In Progress\n\n## Tasks\n- [x] a\n", "all tasks are done, but the status is “In progress”"),
        ("**Status**: Draft\n\n## Tasks\n- [x] a\n- [x] b\n- [ ] c\n", "status is “Draft”, but 2 tasks are done"),
        ("**Status**: In Progress\n\n## Tasks\n- [x] a\n- [ ] b\n", None),
        ("**Status**: In Progress\n\n## Phase 1\n- ✅ a\n- 🔄 b\n\n## Phase 2\n- [x] c\n", None),
        (
            "**Status**: In Progress\n\n## Phase 1\n- ✅ a\n- ✅ b\n\n## Phase 2\n- [x] c\n",
            "all tasks are done, but the status is “In progress”",
        ),
        ("**Status**: Complete\n\n## Tasks\n- [x] a\n- [ ] ~~b~~\n", None),
        ("**Status**: Dropped\n\n## Tasks\n- [x] a\n- [ ] b\n", None),
        ("**Status**: Complete\n", None),
        ("## Tasks\n- [x] a\n- [ ] b\n", None),
    ],
)
def test_a_status_that_its_boxes_contradict(text: str, said: str | None) -> None:
    found = flags.drift(portfolio(f"# One\n\n{text}").plans[0], ENGLISH)
    assert [flag.text for flag in found] == ([said] if said else [])


def test_a_plan_is_late_only_while_it_is_not_finished() -> None:
    of = portfolio(
        "# Late\n\n**Status**: In Progress\n**Target**: 2026-10-03\n",
        "# Done\n\n**Status**: Complete\n**Target**: 2026-10-03\n",
    )
    late, done = of.plans
    assert [flag.text for flag in flags.late(late, of, ENGLISH)] == ["late by 12 days"]
    assert flags.late(done, of, ENGLISH) == ()


def test_a_repeated_dependency_is_shown_once() -> None:
    of = portfolio(
        _ENGINE,
        "# Tables\n\n**Status**: In Progress\n**Owner**: mei\n**Depends on**: [Engine](p0.md)\n\n"
        "## Dependencies\n\n- [ ] [The engine](p0.md) in production\n- [ ] Paper for the printer\n",
    )
    waiting = dependency_flags.waits(of.plans[1], of, ENGLISH)
    assert [flag.plan.title if flag.plan else flag.subject for flag in waiting] == ["Engine", "Paper for the printer"]
    (short,) = dependency_flags.waits_in_short(of.plans[1], of, ENGLISH)
    assert (short.plan, short.after) == (of.plans[0], "and 1 more")


def test_needs_are_ordered_by_urgency() -> None:
    of = portfolio(
        "# Nobody's\n\n**Status**: Ready\n",
        "# Drifting\n\n**Status**: Complete\n**Owner**: a\n\n## Tasks\n- [ ] open\n",
        "# Late\n\n**Status**: Ready\n**Owner**: a\n**Target**: 2026-10-01\n",
        "# Waiting\n\n**Status**: In Progress\n**Owner**: a\n**Depends on**: [Fine](p7.md)\n",
        "# Stuck\n\n**Status**: Blocked - no paper\n**Owner**: a\n",
        "# Asked\n\n**Status**: In Review - mei until Friday\n**Owner**: a\n",
        "# Later\n\n**Status**: Draft\n**Owner**: a\n**Depends on**: [Fine](p7.md)\n",
        "# Fine\n\n**Status**: In Progress\n**Owner**: a\n**Target**: 2027-01-01\n",
    )
    found = plans_in_need(of, of.plans, ENGLISH)
    assert [need.plan.title for need in found] == ["Asked", "Stuck", "Waiting", "Late", "Drifting", "Nobody's"]
    assert [need.reasons[0].text for need in found[:2]] == ["mei until Friday", "no paper"]


def test_a_plan_is_listed_once_with_all_its_needs() -> None:
    of = portfolio("# Late\n\n**Status**: In Progress\n**Target**: 2026-10-14\n")
    need = _needs(of)["Late"]
    assert (need.label, [fact.text for fact in need.reasons]) == ("Late", ["late by 1 day", "no owner"])


def test_open_questions_need_attention_except_in_drafts() -> None:
    asks = "**Owner**: ana\n\n## Open Questions\n\n- [ ] Which paper?\n- [ ] Which printer?\n- [x] Which ink?\n"
    of = portfolio(f"# Draft\n\n**Status**: Draft\n{asks}", f"# Ready\n\n**Status**: Ready\n{asks}")
    assert {title: need.reasons[0].text for title, need in _needs(of).items()} == {"Ready": "2 open questions"}
    assert [flag.text for flag in flags.questions(of.plans[0], ENGLISH)] == ["2 open questions"]


def test_a_finished_plan_without_owner_needs_no_attention() -> None:
    assert _needs(portfolio("# Done\n\n**Status**: Complete\n")) == {}


def test_a_flag_about_the_header_links_to_its_line() -> None:
    text = "# Late\n\nSome words.\n\n**Owner**: ana\n**Status**: In Progress\n**Target**: 2026-10-03\n\n- [x] a\n"
    of = portfolio(text)
    plan = of.plans[0]
    rows = text.split("\n")

    (late,) = flags.late(plan, of, ENGLISH)
    (drift,) = flags.drift(plan, ENGLISH)

    assert "Target" in rows[late.line - 1]
    assert "Status" in rows[drift.line - 1]
