"""Names of people in the text of plans."""

from __future__ import annotations

import re


def name_key(name: str) -> str:
    """What all spellings of a name have in common."""
    return name.strip().removeprefix("@").casefold()


def names_in(text: str | None) -> tuple[str, ...]:
    """The people of a text such as "ana, @mei"."""
    return tuple(name for part in re.split(r"[,;&]|\sand\s", text or "") if (name := part.strip().removeprefix("@")))
