"""Files of the site → plans. Remembers each by the hash of its bytes, for the next rebuild."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

from mkdocs.structure.files import File
from msgspec import Struct

from mkdocs_planning.model import Plan
from mkdocs_planning.pages import read_page, readable
from mkdocs_planning.reading.outline import read_outline
from mkdocs_planning.site.guard import Reason, why_preformatted
from mkdocs_planning.site.log import log, warn
from mkdocs_planning.site.page_text import Shape, shape_of
from mkdocs_planning.vocabulary import Vocabulary


class Read(Struct, frozen=True):
    """The plans of one file as read, the shape of its page, and why that is shown preformatted, if it is."""

    plans: tuple[Plan, ...]
    shape: Shape
    reason: Reason | None


class Reader:
    """Reads plans; what did not change since the last call is not read again."""

    def __init__(self) -> None:
        self._vocabulary: Vocabulary | None = None
        self._known: dict[tuple[str, bytes], Read] = {}

    def read(self, sources: Mapping[str, bytes], vocabulary: Vocabulary) -> dict[str, Read]:
        """What is in *sources* (path → content), by path. One that cannot be read is left out with a warning."""
        before = self._known if self._vocabulary == vocabulary else {}
        self._vocabulary = vocabulary
        self._known = {}
        found: dict[str, Read] = {}
        for path, content in sources.items():
            key = (path, sha256(content).digest())
            read = before.get(key) or _read(path, content, vocabulary)
            if read is not None:
                self._known[key] = found[path] = read
        return found


def _read(path: str, content: bytes, vocabulary: Vocabulary) -> Read | None:
    try:
        outline = read_outline(readable(content))
        plans = read_page(content, path, vocabulary, outline)
        return Read(plans, shape_of(outline, vocabulary), why_preformatted(outline, len(content)))
    except Exception as error:  # a fault of ours in one plan must not take the site down
        warn(path, 1, f"this plan is left out, since reading it failed ({error!r}); please report it with the file")
        log.debug("Reading %s failed", path, exc_info=True)
        return None


def read_bytes(files: Iterable[File]) -> tuple[dict[str, bytes], list[str]]:
    """The content of each file by its path, and the paths of those that cannot be read, each with a warning."""
    contents: dict[str, bytes] = {}
    unreadable: list[str] = []
    for file in files:
        try:
            contents[file.src_uri] = file.content_bytes
        except OSError as error:
            warn(file.src_uri, 1, f"this page cannot be read: {error.strerror or error}")
            unreadable.append(file.src_uri)
    return contents, unreadable
