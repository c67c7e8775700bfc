"""What a site has written → :class:`Options`, with everything that is wrong about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, cast, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from mkdocs_planning.options.option_values import OptionError, OptionType, label, nearest, shown, yaml_line
from mkdocs_planning.options.schema import MOVED, Options

MAX_LINE = 200
"""A message proposes no line that is longer."""


class ConfigProblem(Struct, frozen=True):
    """What is wrong with an option.

    Attributes:
        option: its name; "" where all of them are meant.
        severity: "error" where the default is used in place of what was written, else "warning".
        message: what was expected, what was found and, where that is known, what to write.
    """

    option: str
    severity: Literal["error", "warning"]
    message: str


class OptionField(Struct, frozen=True):
    """One option of the schema: its name, its option type and its default."""

    name: str
    type: OptionType[object]
    default: object

    def read(self, value: object) -> object:
        """*value*, as YAML gave it, as :class:`Options` holds it; the default where it is None.

        Raises:
            OptionError: for a value that is not allowed; the message is complete.
        """
        if value is None:
            return self.default
        try:
            return self.type.read(value)
        except OptionError as error:
            line = "" if error.instead is None else yaml_line(self.name, error.instead)
            if not 0 < len(line) <= MAX_LINE or not line.isprintable():
                raise
            raise OptionError(f"{error.message} Write `{line}`.") from error


def _option_fields() -> dict[str, OptionField]:
    hints = get_type_hints(Options, include_extras=True)
    fields: dict[str, OptionField] = {}
    for field in msgspec.structs.fields(Options):
        default = field.default_factory() if field.default is msgspec.NODEFAULT else field.default
        annotation: Any = hints[field.name]
        assert get_origin(annotation) is Annotated, f"the option {field.name} has no option type"
        fields[field.name] = OptionField(field.name, get_args(annotation)[1], default)
    return fields


FIELDS = _option_fields()
"""All options by name, in the order of the schema."""


def parse(raw: object) -> tuple[Options, list[ConfigProblem]]:
    """The options that *raw*, the value of ``planning`` as YAML gave it, sets, and what is wrong with them.

    No value makes it fail: an option with an error has its default, and unknown names are left out with a warning.
    """
    if raw is None:
        return Options(), []
    if not isinstance(raw, Mapping):
        return Options(), [ConfigProblem("", "error", f"Expected options such as include: plans/**, found {shown(raw)}.")]
    given, problems = _with_present_names(cast("Mapping[object, object]", raw))
    values: dict[str, Any] = {}
    for name, value in given.items():
        try:
            values[name] = FIELDS[name].read(value)
        except OptionError as error:
            problems.append(ConfigProblem(name, "error", error.message))
    return Options(**values), problems


def _with_present_names(raw: Mapping[object, object]) -> tuple[dict[str, object], list[ConfigProblem]]:
    """The known options of *raw* by their present names, with warnings for former and unknown names.

    Where both names are given the former one wins, as in MkDocs.
    """
    given: dict[str, object] = {}
    moved: dict[str, object] = {}
    problems: list[ConfigProblem] = []
    for key, value in raw.items():
        if isinstance(key, str) and key in FIELDS:
            given[key] = value
        elif isinstance(key, str) and key in MOVED:
            if value is not None:  # MkDocs leaves None at the former name
                moved[MOVED[key]] = value
                problems.append(ConfigProblem(key, "warning", moved_message(key)))
        else:
            problems.append(ConfigProblem(label(key), "warning", unknown_message(key)))
    return given | moved, problems


def moved_message(name: str) -> str:
    """That the option *name* has another name now."""
    return f"The option `{name}` is now called `{MOVED[name]}`; rename it."


def unknown_message(name: object) -> str:
    """That no option is called *name*, in MkDocs' words, with the nearest that there is."""
    return f"Unrecognised configuration name: {label(name)}{'.' * bool(near := nearest(name, FIELDS))}{near}"
