"""A file of the site whose content is made when it is written and not kept: it may be as large as all plans.

Relies on: ``File.generated`` creating an instance of the class it is called on; MkDocs writing static files by
``copy_file`` and plugins reading them by ``content_bytes``.

Without it: ``File.generated(config, path, content=b"".join(make()))``, which keeps the content in memory for the build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File


class StreamedFile(File):
    """A generated file; ``make`` gives its content in pieces."""

    make: Callable[[], Iterable[bytes]]

    @classmethod
    def of(cls, path: str, make: Callable[[], Iterable[bytes]], config: MkDocsConfig) -> StreamedFile:
        """A file at *path* in the site of *config*."""
        file = cast("StreamedFile", cls.generated(config, path, content=b""))
        file.make = make
        return file

    @property
    def content_bytes(self) -> bytes:  # pyright: ignore[reportIncompatibleMethodOverride] - nobody sets it
        return b"".join(self.make())

    def copy_file(self, dirty: bool = False) -> None:
        """Write the file."""
        target = Path(self.abs_dest_path)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as written:
            written.writelines(self.make())
        self.make = lambda: [target.read_bytes()]  # so that what it was made of can be freed
