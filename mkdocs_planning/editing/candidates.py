"""What the module of each kind of fact gives to :func:`~mkdocs_planning.editing.core.apply`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from mkdocs_planning.editing.document import Splices
from mkdocs_planning.editing.edits import Refused
from mkdocs_planning.editing.proof import Terms


class Planned(Struct, frozen=True):
    """Ways to write an edit, the one most like the document's own manner first, and what must come of it.

    Attributes:
        line: the line of the fact, for a refusal.
        candidates: the changes to try; the first that is proved is made.
        terms: what may differ and what must hold. It is given the lines that are new.
        otherwise: the refusal where there is no candidate.
        done: whether the fact is already as the edit wants it.
    """

    line: int
    candidates: Iterator[Splices]
    terms: Callable[[range], Terms]
    otherwise: Refused
    done: bool = False
