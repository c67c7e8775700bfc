"""Files of the site → plans. Remembers each by its path and the hash of its bytes, for the next build."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec
from mkdocs.structure.files import File
from msgspec import Struct

from mkdocs_planning.collecting.page_reader import outline_of, read_page
from mkdocs_planning.mkdocs.log import log, warn
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.render import anchors, page_text
from mkdocs_planning.render import limits as guard
from mkdocs_planning.render.anchors import fact_lines
from mkdocs_planning.render.limits import Reason, why_preformatted
from mkdocs_planning.render.page_text import Shape, shape_of
from mkdocs_planning.support.cache import Cache, digest
from mkdocs_planning.support.interning import Shared
from mkdocs_planning.vocabulary.vocabulary import Vocabulary


class Read(Struct, frozen=True):
    """The plans of one file as read, and what else of it is needed to make its page.

    Attributes:
        plans: of the file.
        lines: at which they state something, in order.
        shape: of the page.
        reason: why it is shown preformatted, if it is.
    """

    plans: tuple[Plan, ...]
    lines: tuple[int, ...]
    shape: Shape
    reason: Reason | None


class Reader:
    """Reads plans; what did not change since the last call, or since the last build, is not read again.

    Attributes:
        folder: where what was read is kept for other processes; None for nowhere.
        stays: whether it is kept for the next call of this process.
    """

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.stays = True
        self._vocabulary: Vocabulary | None = None
        self._known: dict[str, Read] = {}

    def read(self, sources: Mapping[str, bytes], vocabulary: Vocabulary) -> dict[str, Read]:
        """What is in *sources* (path → content), by path. One that cannot be read is left out with a warning."""
        before = self._known if self._vocabulary == vocabulary else {}
        # After the first time, what is new is what somebody is editing.
        kept = _PlanCache(None if before else self.folder, vocabulary)
        self._vocabulary = vocabulary
        self._known = {}
        shared = Shared()
        keys: set[str] = set()
        found: dict[str, Read] = {}
        for path, content in sources.items():
            key = sha256(path.encode("utf-8", "surrogatepass") + b"\0" + content).hexdigest()
            read = before.get(key) or kept.get(key) or kept.put(key, _read(path, content, vocabulary))
            if read is None:
                continue
            found[path] = read
            keys.add(key)
            if key not in before:
                for plan in read.plans:
                    shared.share(plan)
            if self.stays:
                self._known[key] = read
        kept.save(keys)
        return found


class _PlanCache:
    """What was read by another process from the same bytes with the same code and options."""

    def __init__(self, folder: Path | None, vocabulary: Vocabulary) -> None:
        self._cache: Cache | None = None
        if folder is not None:
            code = [Path(str(module.__file__)).read_bytes() for module in (anchors, guard, page_text)]
            self._cache = Cache(folder, f"plans-{digest(msgspec.msgpack.encode(vocabulary), *code)}")

    def get(self, key: str) -> Read | None:
        encoded = self._cache.get(key) if self._cache else None
        if encoded is None:
            return None
        try:
            return _DECODER.decode(encoded)
        except msgspec.MsgspecError:
            return None

    def put(self, key: str, read: Read | None) -> Read | None:
        if self._cache and read:
            with suppress(UnicodeEncodeError):  # a lone surrogate, which YAML's escapes allow: it is read each time
                self._cache.put(key, msgspec.msgpack.encode(read))
        return read

    def save(self, wanted: Container[str]) -> None:
        if self._cache:
            self._cache.save(wanted)


_DECODER = msgspec.msgpack.Decoder(Read)


def _read(path: str, content: bytes, vocabulary: Vocabulary) -> Read | None:
    try:
        outline = outline_of(content, path)
        plans = read_page(content, path, vocabulary, outline)
        return Read(plans, fact_lines(plans, path), shape_of(outline, vocabulary), why_preformatted(outline, len(content)))
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
