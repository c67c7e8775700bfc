"""The filters of a marker, which select plans: ``owner=ana status=in-progress,blocked tag="tide tables"``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from msgspec import Struct

from mkdocs_planning.model.plan import STATUSES, Plan
from mkdocs_planning.vocabulary.vocabulary import DEFAULT, Vocabulary

_TERM = re.compile(r"""([^\s=]+)\s*=\s*((?:"[^"]*"|'[^']*'|[^\s"'])+)""")
_VALUE = re.compile(r"""(?:"[^"]*"|'[^']*'|[^,"'])+""")


class FilterError(ValueError):
    """A filter that is unknown or incomplete. The message names what was found and what is known."""


class Term(Struct, frozen=True):
    """A key and its values in lower case. A plan matches where it has any of them."""

    key: str
    values: tuple[str, ...]


class Filters(Struct, frozen=True):
    """Terms that a plan must all match. Without terms every plan matches."""

    terms: tuple[Term, ...] = ()

    def select(self, plans: Iterable[Plan]) -> tuple[Plan, ...]:
        """Those of *plans* that match, in the order given."""
        return tuple(plan for plan in plans if all(_matches(plan, term) for term in self.terms))

    def unknown(self, plans: Iterable[Plan], vocabulary: Vocabulary = DEFAULT) -> tuple[str, ...]:
        """A message for each owner, tag and folder that no plan has; nothing on a site without plans.

        Other values are not checked, since a plan may have them later. That holds for the owners of *vocabulary* too.
        """
        plans = tuple(plans)
        people = {name.lower() for name in vocabulary.owners.values()}
        return tuple(
            _unknown(term.key, value, plans)
            for term in self.terms
            if plans and term.key in _NAMED
            for value in term.values
            if not (term.key == "owner" and value in people) and not any(_MATCHERS[term.key](plan, value) for plan in plans)
        )


def parse_filters(text: str, vocabulary: Vocabulary = DEFAULT) -> Filters:
    """Read the filters of a marker.

    Args:
        text: ``key=value,value …``; values with spaces or commas are quoted. A plan matches where it has any of
            the values of every key. Case does not matter.
        vocabulary: resolves aliases of owners.

    Raises:
        FilterError: for an unknown key or status, or text that is not a filter.
    """
    terms: list[Term] = []
    position = 0
    for match in _TERM.finditer(text):
        _require_blank(text[position : match.start()])
        terms.append(_term(match.group(1), match.group(2), vocabulary))
        position = match.end()
    _require_blank(text[position:])
    return Filters(tuple(terms))


def _require_blank(rest: str) -> None:
    if rest.strip():
        found = rest.strip()
        raise FilterError(f'"{found}" is not a filter; filters look like owner=ana status=blocked,draft. Known: {_known()}')


def _term(key: str, text: str, vocabulary: Vocabulary) -> Term:
    name = key.lower()
    if name not in _MATCHERS:
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
    none_has, names = _NAMED[key]
    found = sorted({name for plan in plans for name in names(plan) if name}, key=str.lower)
    known = ", ".join(found[:_MAX_LISTED]) + (" …" if len(found) > _MAX_LISTED else "")
    return f'{none_has} "{value}"; known: {known or "none"}'


def _known() -> str:
    return ", ".join(_MATCHERS)


def _matches(plan: Plan, term: Term) -> bool:
    matches = _MATCHERS[term.key]
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
    # Whole path segments, anywhere in the path: "infra" finds plans/infra/dns.md and not plans/infrared.md.
    return f"/{value}/" in f"/{plan.source.rpartition('/')[0].lower()}/"


def _text(plan: Plan, value: str) -> bool:
    return any(value in text.lower() for text in (plan.title, plan.summary or "", plan.id))


_MATCHERS: dict[str, Callable[[Plan, str], bool]] = {
    "owner": _owner,
    "status": _status,
    "tag": _tag,
    "priority": _priority,
    "folder": _folder,
    "text": _text,
}
"""Filter key → whether a plan has a value."""

_NAMED: dict[str, tuple[str, Callable[[Plan], Iterable[str]]]] = {
    "owner": ("no plan is owned by", lambda plan: plan.owners),
    "tag": ("no plan has the tag", lambda plan: plan.tags),
    "folder": ("no plan is in the folder", lambda plan: [plan.source.rpartition("/")[0]]),
}
"""Filters by names that plans give: the message for a name that none has, and the names of a plan."""
_MAX_LISTED = 12
"""Maximum number of known names in a message."""
