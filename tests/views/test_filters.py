"""Filters of markers: which plans they select, and the messages for invalid ones."""

from __future__ import annotations

import pytest

from mkdocs_planning.collecting.assembling import build_portfolio
from mkdocs_planning.model.plan import STATUSES
from mkdocs_planning.reading.plan import read_plan
from mkdocs_planning.views.selection.plan_filters import FilterError, parse_filters
from mkdocs_planning.vocabulary.vocabulary import make_vocabulary
from tests.views.plans import TODAY, plan

_PLANS = {
    "plans/infra/dns.md": "# DNS\n\n**Status**: Blocked\n**Owner**: @ana\n**Priority**: P1\n**Tags**: infra, tide tables\n",
    "plans/infrared.md": "# Infrared camera\n\n**Status**: In Progress\n**Owner**: Bo Lund\n**Priority**: P2\n",
    "plans/infra/old/mail.md": "# Mail\n\n**Status**: Draft\n**Owner**: ana, mei\n",
}
_ALL = build_portfolio([plan(text, source) for source, text in _PLANS.items()], TODAY).plans


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("", {"DNS", "Infrared camera", "Mail"}),
        ("owner=ana", {"DNS", "Mail"}),
        ("owner=@Ana", {"DNS", "Mail"}),
        ('owner="bo lund"', {"Infrared camera"}),
        ("owner=mei,'Bo Lund'", {"Mail", "Infrared camera"}),
        ("status=in-progress,blocked", {"DNS", "Infrared camera"}),
        ('status="In Progress"', {"Infrared camera"}),
        ("owner=ana status=draft", {"Mail"}),
        ("owner = ana  STATUS=draft", {"Mail"}),
        ('tag="tide tables"', {"DNS"}),
        ("tag=#Infra", {"DNS"}),
        ("priority=p1", {"DNS"}),
        ("folder=infra", {"DNS", "Mail"}),
        ("folder=plans/infra/old/", {"Mail"}),
        ("text=CAMERA", {"Infrared camera"}),
        ("owner=nobody", set[str]()),
    ],
)
def test_filters_select_plans(text: str, titles: set[str]) -> None:
    assert {plan.title for plan in parse_filters(text).select(_ALL)} == titles


@pytest.mark.parametrize("key", ["owner", "status", "tag", "priority", "folder", "text"])
def test_an_unknown_filter_names_the_known_ones(key: str) -> None:
    with pytest.raises(FilterError, match=key) as error:
        parse_filters("onwer=ana")
    assert "onwer" in str(error.value)


def test_an_unknown_status_names_the_known_ones() -> None:
    with pytest.raises(FilterError) as error:
        parse_filters("status=done")
    assert '"done"' in str(error.value)
    assert all(status in str(error.value) for status in STATUSES)


@pytest.mark.parametrize("text", ["blocked", "owner=ana blocked", "owner=", "owner=''", "=ana", 'owner="ana'])
def test_an_invalid_filter_is_reported(text: str) -> None:
    with pytest.raises(FilterError):
        parse_filters(text)


_MARIA = make_vocabulary(owners={"mlopez": "Maria Lopez", "maria": "Maria Lopez", "jo": "Jo Ek"})


@pytest.mark.parametrize("owner", ["mlopez", "@mlopez", "MARIA", '"Maria Lopez"', "jo,maria"])
def test_an_owner_is_found_by_any_alias(owner: str) -> None:
    one = read_plan("# Tides\n\n**Owner**: @mlopez\n", "plans/a.md", _MARIA)
    assert one.owners == ("Maria Lopez",)
    found = parse_filters(f"owner={owner}", _MARIA)
    assert found.select([one]) == (one,)
    assert found.unknown([one], _MARIA) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("owner=zzz", 'no plan is owned by "zzz"; known: ana, Bo Lund, mei'),
        ("owner=ana,zzz", 'no plan is owned by "zzz"; known: ana, Bo Lund, mei'),
        ("tag=nosuch", 'no plan has the tag "nosuch"; known: infra, tide tables'),
        ("folder=plans/nosuch", 'no plan is in the folder "plans/nosuch"; known: plans, plans/infra, plans/infra/old'),
    ],
)
def test_an_unknown_name_is_reported_with_the_known_ones(text: str, said: str) -> None:
    assert parse_filters(text).unknown(_ALL) == (said,)


@pytest.mark.parametrize("text", ["owner=ana tag=infra", "folder=plans/infra", "status=dropped", "priority=P0", "text=zzz", ""])
def test_values_without_a_plan_today_are_not_reported(text: str) -> None:
    assert parse_filters(text).unknown(_ALL) == ()


def test_without_plans_no_name_is_reported() -> None:
    assert parse_filters("owner=zzz tag=nosuch").unknown(()) == ()
