"""A file of the site whose content is made when it is written, and not kept: it may be as large as all plans."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mkdocs.structure.files import File


class MadeFile(File):
    """A generated file; ``make`` gives its content."""

    make: Callable[[], bytes]

    @property
    def content_bytes(self) -> bytes:  # pyright: ignore[reportIncompatibleMethodOverride] - nobody sets it
        return self.make()

    def copy_file(self, dirty: bool = False) -> None:
        """Write the file."""
        target = Path(self.abs_dest_path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(self.make())
