#!/usr/bin/env python3
"""Sets the project up in a virtual environment and runs it; needs only Python and git.

python3 dev.py example    serve the example site, a separate repository in build/example, on http://127.0.0.1:8000/
python3 dev.py docs       serve the project's own documentation
python3 dev.py test       lint, check types and imports, run the tests, build the documentation
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

EXAMPLE = ROOT / "build" / "example"
"""The example site with its history; edits in it are kept until example_site changes."""

TESTS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("basedpyright", "--pythonpath", str(PYTHON)),
    ("lint-imports",),
    ("pytest", "-n", "auto"),
    ("mkdocs", "build", "--strict", "--quiet", "--site-dir", str(ROOT / "build" / "docs")),
)


def main() -> int:
    command = sys.argv[1] if len(sys.argv) == 2 else ""
    if command not in ("example", "docs", "test"):
        print(__doc__, file=sys.stderr)
        return 2
    set_up()
    if command == "test":
        return test()
    folder = ROOT
    if command == "example":
        folder = EXAMPLE
        status = run(PYTHON.name, str(ROOT / "example_site" / "history.py"), str(EXAMPLE))
        if status:
            return status
    print(f"Serving {folder.name} on http://127.0.0.1:8000/ (stop with Ctrl+C)", flush=True)
    return run("mkdocs", "serve", folder=folder)


def test() -> int:
    for step in TESTS:
        print("·", *step, flush=True)
        status = run(*step)
        if status:
            print(f"failed: {' '.join(step)} (exit status {status})", flush=True)
            return status
    return 0


def set_up() -> None:
    """Create the virtual environment, and install the project into it if its requirements have changed."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs this may have an older Python
        sys.exit(f"mkdocs-planning needs Python 3.11 or later; this is {sys.version.split()[0]}")
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + sys.version.encode()).hexdigest()
    stamp = VENV / "installed"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    print("Setting up .venv …", flush=True)
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "--editable", ".[test]"], cwd=ROOT, check=True)
    stamp.write_text(wanted)


def run(*command: str, folder: Path = ROOT) -> int:
    env = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}", "NO_MKDOCS_2_WARNING": "1"}
    try:
        return subprocess.run([str(BIN / command[0]), *command[1:]], cwd=folder, env=env).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
