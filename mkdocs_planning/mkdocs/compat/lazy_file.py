"""A file of the site whose content is made when it is written, and not kept: it may be as large as all plans."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from mkdocs.structure.files import File


class MadeFile(File):
    """A generated file; ``make`` gives its content, part by part."""

    make: Callable[[], Iterable[bytes]]

    @property
    def content_bytes(self) -> bytes:  # pyright: ignore[reportIncompatibleMethodOverride] - nobody sets it
        return b"".join(self.make())

    def copy_file(self, dirty: bool = False) -> None:
        """Write the file."""
        target = Path(self.abs_dest_path)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as written:
            written.writelines(self.make())
        self.make = lambda: [target.read_bytes()]  # so that what it was made of may go
