"""The one place that runs ``git``: commits with what they changed, the content of blobs, names of commits.

Nothing is written to the repository, nothing is fetched, and no hook, filter, pager or external program of its
configuration is run.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import Timer
from typing import IO

from msgspec import Struct

_LOCAL = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_DIR", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE", "GIT_INTERNAL_SUPER_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
    "GIT_EXTERNAL_DIFF", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
    "GIT_TRACE", "GIT_TRACE_SETUP", "GIT_REDIRECT_STDOUT", "GIT_REDIRECT_STDERR",
)  # fmt: skip
"""Variables that would select another repository (a hook sets them), or change the output."""
_SETTINGS = (
    "core.quotePath=false", "core.hooksPath=/dev/null", "core.fsmonitor=false", "log.showSignature=false", "log.mailmap=true",
    "i18n.logOutputEncoding=UTF-8", "diff.renameLimit=2000", "diff.ignoreSubmodules=none", "diff.relative=false",
    "log.showRoot=true", "log.diffMerges=separate", "log.follow=false",
)  # fmt: skip
"""Settings of a user or a repository that would change what is read, at the values that the code below expects."""
TIME_LIMIT = 120.0
"""Seconds after which a call of git is ended."""
MAX_BYTES = 4 * 1024 * 1024
"""A version of a file that is larger is not read."""
_FILE_MODES = ("100644", "100755", "100664")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_OBJECT_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class GitError(Exception):
    """Why git gives no answer; the message is meant for whoever builds the site."""


class Change(Struct, frozen=True, array_like=True, gc=False):
    """What a commit did to a file.

    Attributes:
        path: in the repository.
        blob: the id of its content; None where the file went.
        origin: the path that it had before, where it was renamed.
    """

    path: str
    blob: str | None
    origin: str | None = None


class Commit(Struct, frozen=True, array_like=True, gc=False):
    """A commit, seen from its first parent.

    Attributes:
        day: ISO, by the committer's clock and time zone; "" where git cannot tell.
        boundary: whether it is where a shallow clone ends, so that its changes are all that was there.
    """

    id: str
    day: str
    author: str
    boundary: bool
    changes: tuple[Change, ...]


class Repository:
    """The repository that holds a folder.

    Args:
        folder: any folder of a working tree.

    Raises:
        GitError: where there is none, or none that git will read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        found = self._text("rev-parse", "--show-toplevel", "--is-shallow-repository", "--git-path", "shallow").split("\n")
        if len(found) < 3 or not found[0]:
            raise GitError("git does not say where the working tree begins; history needs git 2.15 or later")
        self.root = Path(found[0]).resolve()
        self._folder = self.root
        self._partial = self._succeeds("config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$")
        """Whether objects may be missing, which git would fetch. It fails where it needs one that it cannot fetch."""
        self._boundary: frozenset[str] = frozenset()
        if found[1] == "true":
            self._boundary = frozenset((folder / found[2]).read_text("ascii", "replace").split())

    def prefix(self, folder: Path) -> str | None:
        """The path of *folder* in the repository, ``""`` for its root; None for a folder outside."""
        try:
            path = folder.resolve().relative_to(self.root).as_posix()
        except ValueError:
            return None
        return "" if path == "." else path

    def commit(self, revision: str) -> str | None:
        """The full id of the commit that *revision* (an id, a tag, a branch) names; None where it names none."""
        if not _is_safe_name(revision):
            return None
        try:
            found = self._text("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        except GitError:
            return None
        return found if _OBJECT_ID.fullmatch(found) else None  # "^HEAD" is everything but a commit

    def is_tag(self, name: str) -> bool:
        return _is_safe_name(name) and self._succeeds("show-ref", "--verify", "-q", f"refs/tags/{name}")

    def head(self) -> str:
        """The commit that is checked out.

        Raises:
            GitError: where there is none yet, or the repository is broken.
        """
        return self._text("rev-parse", "--verify", "HEAD^{commit}")

    def newest_tag(self, folder: str, tip: str) -> str | None:
        """The newest tag under *folder* (``review/``) that *tip* contains."""
        order = ("--sort=-creatordate", "--count=1", "--format=%(refname:lstrip=2)")
        made = self._text("for-each-ref", *order, f"--merged={tip}", f"refs/tags/{folder}")
        return made.split("\n", 1)[0] or None

    def line(self, tip: str, known: str) -> list[str] | None:
        """The commits of the first-parent line of *tip* behind *known*, newest first; None where *known* is not on it."""
        if tip == known:
            return []
        listed = self._text("rev-list", "--first-parent", "--parents", tip, f"^{known}").split("\n")
        last = listed[-1].split()
        return [entry.partition(" ")[0] for entry in listed] if last[1:2] == [known] else None

    def commit_info(self, commit: str) -> Commit:
        """*commit* without its changes."""
        header = self._run("log", "-1", "--no-walk", "--no-show-signature", "--format=%H%x00%cs%x00%aN", commit)
        return self._commit(header.split(b"\0"))

    def commits(
        self, prefixes: Sequence[str], tip: str, known: str | None = None, endings: Sequence[str] = ()
    ) -> Iterator[Commit]:
        """The commits of the first-parent line of *tip* that changed a file under *prefixes*, newest first.

        Args:
            endings: of the names of files that matter where there are no *prefixes*, since that may be a lot of code.
            known: a commit, with all that came before it, that is left out.
        """
        renames = "-M100%" if self._partial else "-M"  # similar files are found by their contents, equal ones are not
        shown = ("--raw", renames, "--no-abbrev", "--no-color", "--no-notes", "--no-ext-diff", "--no-textconv", "-O/dev/null")
        wanted = (tip, f"^{known}") if known else (tip,)
        literal = ["--literal-pathspecs"] if prefixes else []
        where = prefixes or [f":(top,glob)**/*{ending}" for ending in endings]
        command = [
            *literal,
            "log",
            "-z",
            *shown,
            "--first-parent",
            "-m",
            "--format=%x01%H%x00%cs%x00%aN",
            *wanted,
            "--",
            *where,
        ]
        header: list[bytes] = []
        changes: list[Change] = []
        tokens = self._stream(command)
        for token in tokens:
            if token.startswith(b"\x01"):
                if header:
                    yield self._commit(header, changes)
                header, changes = [token[1:], next(tokens, b""), next(tokens, b"")], []
            elif (change := _change(token, tokens)) is not None:
                changes.append(change)
        if header:
            yield self._commit(header, changes)

    def _commit(self, header: Sequence[bytes], changes: Sequence[Change] = ()) -> Commit:
        """The commit that git prints as *header*: id, day and author."""
        name = _word(header[0])
        return Commit(name, _day(header[1]), _word(header[2]), name in self._boundary, tuple(changes))

    def files(self, commit: str, prefixes: Sequence[str]) -> tuple[dict[str, str], list[str]]:
        """The files of *commit* under *prefixes*, path → blob, and the paths that lead elsewhere: links and submodules."""
        listing = self._run("--literal-pathspecs", "ls-tree", "-r", "-z", "--full-tree", commit, "--", *prefixes)
        found: dict[str, str] = {}
        elsewhere: list[str] = []
        for entry in listing.split(b"\0"):
            head, _, name = entry.partition(b"\t")
            fields = head.split(b" ")
            path = _path(name)
            if len(fields) != 3 or path is None:
                continue
            if fields[0].decode() in _FILE_MODES:
                found[path] = fields[2].decode()
            else:
                elsewhere.append(path)
        return found, elsewhere

    def ignored(self, paths: Sequence[str]) -> set[str]:
        """Those of *paths* that git is told to ignore."""
        process = self._start(("check-ignore", "-z", "--stdin"), reads=True)
        out, _ = _communicate(process, "".join(f"{path}\0" for path in paths).encode())
        return {path for raw in out.split(b"\0") if (path := _path(raw)) is not None}

    def sizes(self, blobs: Iterable[str]) -> dict[str, int]:
        """The size in bytes of each of *blobs*; those that are not there (a partial clone) are left out."""
        if self._partial:
            blobs = [blob for blob in blobs if blob in self._present]
        asked = "".join(f"{blob}\n" for blob in blobs).encode()
        found: dict[str, int] = {}
        for line in self._run("cat-file", "--batch-check", text=asked).split(b"\n") if asked else ():
            fields = line.split(b" ")
            if len(fields) == 3 and fields[1] == b"blob":
                found[fields[0].decode()] = int(fields[2])
        return found

    @cached_property
    def _present(self) -> frozenset[str]:
        """The objects that are there, in a partial clone."""
        listed = self._run("cat-file", "--batch-check=%(objectname)", "--batch-all-objects", "--unordered")
        return frozenset(listed.decode("ascii", "replace").split())

    def contents(self, blobs: Sequence[str]) -> Iterator[tuple[str, bytes | None]]:
        """Each of *blobs* with its content, in any order; None for one that is missing or larger than :data:`MAX_BYTES`."""
        sizes = self.sizes(blobs)
        wanted = [blob for blob in blobs if sizes.get(blob, MAX_BYTES + 1) <= MAX_BYTES]
        yield from ((blob, None) for blob in blobs if sizes.get(blob, MAX_BYTES + 1) > MAX_BYTES)
        if not wanted:
            return
        process = self._start(("cat-file", "--batch"), reads=True, errors=subprocess.DEVNULL)
        ask, answer = _pipes(process)
        limit = _ended_in_time(process)
        try:
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                ask.write("".join(f"{blob}\n" for blob in some).encode())
                ask.flush()
                for blob in some:
                    header = answer.readline().split(b" ")
                    if len(header) != 3:
                        if not header[-1].endswith(b"\n"):
                            raise GitError("git cat-file ended early; the repository may be damaged (git fsck tells)")
                        yield blob, None
                        continue
                    yield blob, answer.read(int(header[2]))
                    answer.read(1)
        except BrokenPipeError as error:
            raise GitError("git cat-file ended early; the repository may be damaged (git fsck tells)") from error
        finally:
            limit.cancel()
            with suppress(OSError):
                ask.close()
            answer.close()
            process.wait()

    def _text(self, *arguments: str) -> str:
        return self._run(*arguments).decode("utf-8", "surrogateescape").rstrip("\n")

    def _succeeds(self, *arguments: str) -> bool:
        try:
            self._run(*arguments)
        except GitError:
            return False
        return True

    def _run(self, *arguments: str, text: bytes = b"") -> bytes:
        process = self._start(arguments, reads=True)
        out, err = _communicate(process, text)
        if process.returncode:
            raise GitError(_reason(err, process.returncode))
        return out

    def _stream(self, arguments: Sequence[str]) -> Iterator[bytes]:
        """What git prints, split at its NULs."""
        with tempfile.TemporaryFile() as errors:  # a pipe that nobody reads might fill
            process = self._start(arguments, errors=errors)
            _, answer = _pipes(process)
            rest = b""
            limit = _ended_in_time(process)
            try:
                while piece := answer.read(1 << 16):
                    *whole, rest = (rest + piece).split(b"\0")
                    yield from whole
                if rest:
                    yield rest
                if process.wait():
                    errors.seek(0)
                    raise GitError(_reason(errors.read(), process.returncode))
            finally:
                limit.cancel()
                process.kill()
                answer.close()
                process.wait()

    def _start(
        self, arguments: Sequence[str], *, reads: bool = False, errors: IO[bytes] | int = subprocess.PIPE
    ) -> subprocess.Popen[bytes]:
        environment = {key: value for key, value in os.environ.items() if key not in _LOCAL}
        environment |= {
            "LC_ALL": "C", "LANGUAGE": "", "GIT_OPTIONAL_LOCKS": "0", "GIT_PAGER": "", "GIT_TERMINAL_PROMPT": "0",
            "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none",
        }  # fmt: skip
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        command = ["git", "-C", str(self._folder), "--no-pager", *settings, *arguments]
        try:
            return subprocess.Popen(
                command,
                stdin=subprocess.PIPE if reads else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=environment,
            )
        except OSError as error:
            raise GitError(f"git cannot be run ({error.strerror or error})") from error


_AT_ONCE = 200
"""Blobs that are asked for before any answer is read: fewer than fill the pipe."""


def _change(token: bytes, tokens: Iterator[bytes]) -> Change | None:
    """The change that *token* of ``git log --raw -z`` begins, whose paths follow in *tokens*; None for no change of a file."""
    fields = token.lstrip(b"\n").split(b" ")
    if len(fields) != 5:
        return None
    _, mode, _, blob, status = (field.decode("ascii", "replace") for field in fields)
    origin = _path(next(tokens, b"")) if status[:1] in ("R", "C") else None
    path = _path(next(tokens, b""))
    renamed = origin if status[:1] == "R" else None
    if path is not None:
        return Change(path, blob if mode in _FILE_MODES else None, renamed)
    return Change(renamed, None) if renamed is not None else None


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    assert process.stdout is not None
    return process.stdin or process.stdout, process.stdout


def _communicate(process: subprocess.Popen[bytes], text: bytes) -> tuple[bytes, bytes]:
    try:
        return process.communicate(text, timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired as error:
        process.kill()
        process.communicate()
        raise GitError(_too_long()) from error


def _ended_in_time(process: subprocess.Popen[bytes]) -> Timer:
    """Ends *process* when its time is over; to be cancelled before."""
    limit = Timer(TIME_LIMIT, process.kill)
    limit.daemon = True
    limit.start()
    return limit


def _too_long() -> str:
    return f"git took longer than {TIME_LIMIT:g} seconds and was ended"


def _reason(err: bytes, status: int) -> str:
    if status == -9:  # it was ended, see _ended_in_time
        return _too_long()
    said = err.decode("utf-8", "replace").strip()
    if "not a git repository" in said:
        return "there is no git repository"
    if "dubious ownership" in said:
        return "git does not trust the repository, which another user owns; `git config --global --add safe.directory` lets it"
    if "must be run in a work tree" in said:
        return "the repository is bare: it has no working tree"
    if "Needed a single revision" in said or "ambiguous argument 'HEAD" in said:
        return "the repository has no commit yet"
    last = _CONTROL.sub(" ", said.splitlines()[-1]) if said else f"exit status {status}"
    return f"git failed: {last}"


def _word(raw: bytes) -> str:
    return _CONTROL.sub(" ", raw.decode("utf-8", "replace")).strip()


def _day(raw: bytes) -> str:
    text = raw.decode("ascii", "replace").strip()
    return text if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else ""


def _path(raw: bytes) -> str | None:
    """A path; None for one that is not UTF-8, which no site can show."""
    try:
        return raw.decode() or None
    except UnicodeDecodeError:
        return None


def _is_safe_name(name: str) -> bool:
    """Whether *name* can be passed to git as the name of a revision or tag."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return bool(name) and not _CONTROL.search(name)
