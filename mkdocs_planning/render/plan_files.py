"""Files → plans and what else of a file its page needs. Files that did not change are not read again."""

from __future__ import annotations

from collections.abc import Container, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from mkdocs_planning.collecting.page_reader import outline_of, read_page
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.render import anchor_positions, anchors, limits, page_text
from mkdocs_planning.render.anchors import fact_lines
from mkdocs_planning.render.limits import Reason, why_preformatted
from mkdocs_planning.render.page_text import PageLayout, page_layout
from mkdocs_planning.render.page_warnings import PageWarning
from mkdocs_planning.support.cache import Cache, digest
from mkdocs_planning.support.interning import Shared
from mkdocs_planning.vocabulary.vocabulary import Vocabulary


class PlanFile(Struct, frozen=True):
    """A file that was read.

    Attributes:
        plans: in it.
        lines: to which views may link, in order.
        layout: of its page.
        reason: why its page is shown preformatted, if it is.
    """

    plans: tuple[Plan, ...]
    lines: tuple[int, ...]
    layout: PageLayout
    reason: Reason | None


class PlanFileReader:
    """Reads plan files; one that did not change since the last call, or since the last build, is not read again.

    Attributes:
        folder: where what was read is kept for other processes; None for nowhere.
        keeps: whether it is kept for the next call in this process.
        warnings: of the last call; a file that cannot be read is left out with one.
    """

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.keeps = True
        self.warnings: list[PageWarning] = []
        self._vocabulary: Vocabulary | None = None
        self._known: dict[str, PlanFile] = {}

    def read(self, sources: Mapping[str, bytes], vocabulary: Vocabulary) -> dict[str, PlanFile]:
        """The files of *sources* (path → content), by path."""
        before = self._known if self._vocabulary == vocabulary else {}
        # After the first time, what is new is what somebody is editing.
        cache = _PlanFileCache(None if before else self.folder, vocabulary)
        self._vocabulary = vocabulary
        self._known = {}
        self.warnings = []
        shared = Shared()
        keys: set[str] = set()
        found: dict[str, PlanFile] = {}
        for path, content in sources.items():
            key = sha256(path.encode("utf-8", "surrogatepass") + b"\0" + content).hexdigest()
            file = before.get(key) or cache.get(key) or cache.put(key, self._read(path, content, vocabulary))
            if file is None:
                continue
            found[path] = file
            keys.add(key)
            if key not in before:
                for plan in file.plans:
                    shared.share(plan)
            if self.keeps:
                self._known[key] = file
        cache.save(keys)
        return found

    def _read(self, path: str, content: bytes, vocabulary: Vocabulary) -> PlanFile | None:
        try:
            outline = outline_of(content, path)
            plans = read_page(content, path, vocabulary, outline)
            reason = why_preformatted(outline, len(content))
            return PlanFile(plans, fact_lines(plans, path), page_layout(outline, vocabulary), reason)
        except Exception as error:  # a fault of ours in one plan must not end the build
            text = f"this plan is left out, since reading it failed ({error!r}); please report it with the file"
            self.warnings.append(PageWarning(path, 1, text, error))
            return None


class _PlanFileCache:
    """What another process read from the same bytes with the same code and options."""

    def __init__(self, folder: Path | None, vocabulary: Vocabulary) -> None:
        self._cache: Cache | None = None
        if folder is not None:
            modules = (anchor_positions, anchors, limits, page_text)
            code = [Path(str(module.__file__)).read_bytes() for module in modules]
            self._cache = Cache(folder, f"plans-{digest(msgspec.msgpack.encode(vocabulary), *code)}")

    def get(self, key: str) -> PlanFile | None:
        encoded = self._cache.get(key) if self._cache else None
        if encoded is None:
            return None
        try:
            return _DECODER.decode(encoded)
        except msgspec.MsgspecError:
            return None

    def put(self, key: str, file: PlanFile | None) -> PlanFile | None:
        if self._cache and file:
            with suppress(UnicodeEncodeError):  # a lone surrogate, which YAML's escapes allow: it is read each time
                self._cache.put(key, msgspec.msgpack.encode(file))
        return file

    def save(self, wanted: Container[str]) -> None:
        if self._cache:
            self._cache.save(wanted)


_DECODER = msgspec.msgpack.Decoder(PlanFile)
