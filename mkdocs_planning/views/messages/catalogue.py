"""The type of a message catalogue: every text that the plugin itself shows, and how it writes dates and numbers.

Views and templates hold no text of their own; they look up messages by key in the catalogue that comes with
:class:`~mkdocs_planning.views.view_options.ViewOptions`. A translation is another :class:`Messages` with the
same keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from mkdocs_planning.model.plan import Status, TaskKind, TaskState


class DateFormats(Struct, frozen=True):
    """How a language writes dates. Each format is a :meth:`str.format` string.

    Attributes:
        months: short names of the twelve months, January first.
        day: a day; fields ``day`` (int), ``month`` (name), ``year`` (int).
        month: a month; fields ``month`` (name), ``year``.
        quarter: a quarter; fields ``number`` (1 to 4), ``year``.
        half: half a year; fields ``number`` (1 or 2), ``year``.
        day_in_year: a day whose year is shown elsewhere; fields ``day``, ``month``.
        quarter_in_year: a quarter whose year is shown elsewhere; field ``number``.
    """

    months: tuple[str, ...]
    day: str = "{day} {month} {year}"
    month: str = "{month} {year}"
    quarter: str = "Q{number} {year}"
    half: str = "H{number} {year}"
    day_in_year: str = "{day} {month}"
    quarter_in_year: str = "Q{number}"


class Messages(Struct, frozen=True):
    """The message catalogue of one language.

    Attributes:
        locale: BCP 47 tag of the language, by which the script formats numbers.
        phrases: key → phrase, with ``{name}`` where a value goes.
        plurals: key → plural forms of a phrase, with ``{n}`` for the number.
        plural_form: number → index into the forms of :attr:`plurals`, as ``plural`` of gettext's ``Plural-Forms``.
        dates: how dates are written.
        thousands: separator of thousands.
    """

    locale: str
    phrases: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]]
    plural_form: Callable[[int], int]
    dates: DateFormats
    thousands: str = ","

    def __call__(self, key: str, **values: object) -> str:
        """Format the phrase *key*. Values that are ``int`` are written as :meth:`number` does."""
        phrase = self.phrases[key]
        return phrase.format(**self._formatted(values)) if values else phrase

    def count(self, key: str, n: int, **values: object) -> str:
        """Format the phrase *key* in the plural form of *n* ("1 plan", "12 plans")."""
        return self.plurals[key][self.plural_form(n)].format(**self._formatted({"n": n, **values}))

    def _formatted(self, values: Mapping[str, object]) -> dict[str, object]:
        return {key: self.number(value) if isinstance(value, int) else value for key, value in values.items()}

    def number(self, n: int) -> str:
        """A whole number with separators ("1,234")."""
        return f"{n:,}".replace(",", self.thousands)

    def share(self, done: int, total: int) -> str:
        """A part of a total ("7/16")."""
        return f"{self.number(done)}/{self.number(total)}"

    def status(self, status: Status) -> str:
        """A status as a title."""
        return self.phrases[f"status.{status}"]

    def status_in_text(self, status: Status) -> str:
        """A status as part of a sentence."""
        return self.phrases[f"status-in-text.{status}"]

    def level(self, text: str | None) -> str | None:
        """A level (of a risk, a likelihood, an impact) as a title; *text* itself where it is not a known level."""
        name = (text or "").strip().lower()
        return self.phrases.get(f"level.{name}", text)

    def level_in_text(self, level: str) -> str:
        """A known level as part of a sentence."""
        return self.phrases[f"level-in-text.{level}"]

    def risk_status(self, text: str | None) -> str:
        """The status of a risk: "open" and "closed" in the words of the catalogue, else *text*; empty for None."""
        return self.phrases.get(f"risk-status.{text}", text or "")

    def task_state(self, state: TaskState) -> str:
        """The state of a task as part of a sentence."""
        return self.phrases[f"task-state.{state}"]

    def kind(self, kind: TaskKind) -> str:
        """A kind of task as a title."""
        return self.phrases[f"kind.{kind}"]

    def date(self, iso: str | None) -> str:
        """An ISO date, as precise as it is given ("20 Nov 2026", "Nov 2026", "Q3 2026", "2026"); empty for None."""
        if not iso:
            return ""
        year, _, rest = iso.partition("-")
        if not rest:
            return year
        if rest[0] in "QH":
            period = self.dates.quarter if rest[0] == "Q" else self.dates.half
            return period.format(number=rest[1:], year=year)
        month, _, day = rest.partition("-")
        name = self.month(int(month))
        return (
            self.dates.day.format(day=int(day), month=name, year=year)
            if day
            else self.dates.month.format(month=name, year=year)
        )

    def date_in_year(self, iso: str) -> str:
        """A day without its year ("20 Nov"), for use below a heading that names it; a less precise date as :meth:`date`."""
        if len(iso) != len("2026-11-20"):
            return self.date(iso)
        _, month, day = iso.split("-")
        return self.dates.day_in_year.format(day=int(day), month=self.month(int(month)))

    def month(self, number: int) -> str:
        """The short name of a month, 1 for January."""
        return self.dates.months[number - 1]

    def quarter(self, number: int) -> str:
        """A quarter without its year, 1 to 4."""
        return self.dates.quarter_in_year.format(number=number)
