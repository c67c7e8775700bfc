"""Which plans a view shows: ``owner=ana status=in-progress,blocked tag="tide tables"``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from msgspec import Struct

from mkdocs_planning.model.plan import STATUSES, Plan
from mkdocs_planning.vocabulary.vocabulary import DEFAULT, Vocabulary

_TERM = re.compile(r"""([^\s=]+)\s*=\s*((?:"[^"]*"|'[^']*'|[^\s"'])+)""")
_VALUE = re.compile(r"""(?:"[^"]*"|'[^']*'|[^,"'])+""")


class FilterError(ValueError):
    """A filter that is not known or not complete; the message says what was found and what is known."""


class Term(Struct, frozen=True):
    """One key with the values of which any may hold, in lower case."""

    key: str
    values: tuple[str, ...]


class Filters(Struct, frozen=True):
    """Terms that must all hold. Without any, every plan is shown."""

    terms: tuple[Term, ...] = ()

    def select(self, plans: Iterable[Plan]) -> tuple[Plan, ...]:
        """The plans that fit, in the order given."""
        return tuple(plan for plan in plans if all(_fits(plan, term) for term in self.terms))

    def unknown(self, plans: Iterable[Plan], vocabulary: Vocabulary = DEFAULT) -> tuple[str, ...]:
        """What is wrong with names of people, tags and folders that no plan has, in words; nothing on a site without plans.

        A status, a priority or a text that no plan has today may be there tomorrow, and so may a person of *vocabulary*.
        """
        plans = tuple(plans)
        people = {name.lower() for name in vocabulary.owners.values()}
        return tuple(
            _unknown(term.key, value, plans)
            for term in self.terms
            if plans and term.key in _NAMES
            for value in term.values
            if not (term.key == "owner" and value in people) and not any(_PARTS[term.key](plan, value) for plan in plans)
        )


def parse_filters(text: str, vocabulary: Vocabulary = DEFAULT) -> Filters:
    """Read the filters of a marker.

    Args:
        text: ``key=value,value …``; a value with blanks or commas stands in quotes. Several values
            of a key mean any of them, several keys mean all of them. Case does not matter.
        vocabulary: by its aliases an owner is found too.

    Raises:
        FilterError: for a key or a status that is not known, or a text that is no filter.
    """
    terms: list[Term] = []
    position = 0
    for match in _TERM.finditer(text):
        _only_blank(text[position : match.start()])
        terms.append(_term(match.group(1), match.group(2), vocabulary))
        position = match.end()
    _only_blank(text[position:])
    return Filters(tuple(terms))


def _only_blank(rest: str) -> None:
    if rest.strip():
        found = rest.strip()
        raise FilterError(f'"{found}" is no filter; filters look like owner=ana status=blocked,draft. Known: {_known()}')


def _term(key: str, text: str, vocabulary: Vocabulary) -> Term:
    name = key.lower()
    if name not in _PARTS:
        raise FilterError(f'unknown filter "{key}"; known: {_known()}')
    values = tuple(_clean(name, value, vocabulary) for value in _VALUE.findall(text))
    values = tuple(value for value in values if value)
    if not values:
        raise FilterError(f'the filter "{key}" has no value')
    if name == "status":
        for value in values:
            if value not in STATUSES:
                raise FilterError(f'unknown status "{value}"; known: {", ".join(STATUSES)}')
    return Term(name, values)


def _clean(name: str, value: str, vocabulary: Vocabulary) -> str:
    value = value.strip().replace('"', "").replace("'", "").strip().lower()
    if name == "owner":
        return vocabulary.owner(value.removeprefix("@")).lower().removeprefix("@")
    if name == "tag":
        return value.removeprefix("#")
    if name == "status":
        return re.sub(r"[\s_]+", "-", value)
    if name == "folder":
        return value.strip("/")
    return value


def _unknown(key: str, value: str, plans: tuple[Plan, ...]) -> str:
    has, names = _NAMES[key]
    found = sorted({name for plan in plans for name in names(plan) if name}, key=str.lower)
    known = ", ".join(found[:_LISTED]) + (" …" if len(found) > _LISTED else "")
    return f'{has} "{value}"; known: {known or "none"}'


def _known() -> str:
    return ", ".join(_PARTS)


def _fits(plan: Plan, term: Term) -> bool:
    matches = _PARTS[term.key]
    return any(matches(plan, value) for value in term.values)


def _owner(plan: Plan, value: str) -> bool:
    return any(owner.lower().removeprefix("@") == value for owner in plan.owners)


def _status(plan: Plan, value: str) -> bool:
    return plan.status == value


def _tag(plan: Plan, value: str) -> bool:
    return any(tag.lower().removeprefix("#") == value for tag in plan.tags)


def _priority(plan: Plan, value: str) -> bool:
    return (plan.priority or "").lower() == value


def _folder(plan: Plan, value: str) -> bool:
    # Whole path segments, wherever they stand: "infra" finds plans/infra/dns.md and not plans/infrared.md.
    return f"/{value}/" in f"/{plan.source.rpartition('/')[0].lower()}/"


def _text(plan: Plan, value: str) -> bool:
    return any(value in text.lower() for text in (plan.title, plan.summary or "", plan.id))


_PARTS: dict[str, Callable[[Plan, str], bool]] = {
    "owner": _owner,
    "status": _status,
    "tag": _tag,
    "priority": _priority,
    "folder": _folder,
    "text": _text,
}
"""Filters by name."""

_NAMES: dict[str, tuple[str, Callable[[Plan], Iterable[str]]]] = {
    "owner": ("no plan is owned by", lambda plan: plan.owners),
    "tag": ("no plan has the tag", lambda plan: plan.tags),
    "folder": ("no plan lies in the folder", lambda plan: [plan.source.rpartition("/")[0]]),
}
"""Filters whose values are names that plans give, how it is said that none does, and the names of a plan."""
_LISTED = 12
"""How many known names a message lists."""
