"""Small git repositories, independent of the user's configuration."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path


def git(folder: Path, *arguments: str, text: bytes = b"", date: str = "2026-01-01", author: str = "Ana Ruiz") -> str:
    """Run git in *folder* as *author*, at noon of *date* (ISO) or at the time and zone that *date* states."""
    when = date if "T" in date or date.startswith("@") else f"{date}T12:00:00+00:00"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": author,
        "GIT_AUTHOR_EMAIL": f"{author.split()[0].lower()}@example.org",
        "GIT_COMMITTER_NAME": author,
        "GIT_COMMITTER_EMAIL": f"{author.split()[0].lower()}@example.org",
        "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_DATE": when,
    }
    done = subprocess.run(
        ["git", "-c", "protocol.file.allow=always", *arguments],
        cwd=folder,
        input=text,
        capture_output=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, (arguments, done.stderr.decode("utf-8", "replace"))
    return done.stdout.decode("utf-8", "replace").strip()


class Repo:
    """A repository with its working tree at *root*."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        git(root, "init", "-q", "-b", "main")

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write *files* (path → content); delete those without content."""
        for name, content in files.items():
            path = self.root / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(
        self, files: Mapping[str, str | bytes | None] | None = None, date: str = "2026-01-01", author: str = "Ana Ruiz"
    ) -> str:
        """Write *files* and commit everything; return the id of the commit."""
        self.write(files or {})
        git(self.root, "add", "-A")
        git(self.root, "commit", "-q", "--allow-empty", "-m", "A commit", date=date, author=author)
        return self.git("rev-parse", "HEAD")

    def git(self, *arguments: str, date: str = "2026-01-01", author: str = "Ana Ruiz", text: bytes = b"") -> str:
        return git(self.root, *arguments, date=date, author=author, text=text)
