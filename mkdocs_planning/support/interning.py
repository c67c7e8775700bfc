"""Equal texts of plans as one text: every fact names its file, every task its section, every phase its kind."""

from __future__ import annotations

from typing import Any, cast

from msgspec import Struct
from msgspec.structs import force_setattr

from mkdocs_planning.model.plan import Progress


class Shared:
    """The texts met so far; as large as all of them, so it is to be dropped when all plans are read."""

    def __init__(self) -> None:
        self._known: dict[object, Any] = {}

    def share(self, value: Struct) -> None:
        """Put texts met before in the place of equal ones in *value*, which stays equal to what it was."""
        known = self._known
        for name in value.__struct_fields__:
            part: object = getattr(value, name)
            kind = type(part)
            if kind is str:
                first = known.setdefault(part, part)
                if first is not part:
                    force_setattr(value, name, first)
            elif kind is Progress:
                force_setattr(value, name, known.setdefault(part, part))
            elif kind is tuple and part:
                self._share_all(value, name, cast("tuple[object, ...]", part))

    def _share_all(self, value: Struct, name: str, parts: tuple[object, ...]) -> None:
        if isinstance(parts[0], Struct):
            for part in parts:
                self.share(cast("Struct", part))
        elif isinstance(parts[0], str):
            first = self._known.get(parts)
            if first is None:
                first = tuple([self._known.setdefault(text, text) for text in parts])
                self._known[first] = first
            force_setattr(value, name, first)
