"""Paths in a line of text, and what the line says is done to them: ``Create: `src/a.py` — why``, `` `a` → `b` ``."""

from __future__ import annotations

import re
from typing import Literal

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.vocabulary.normal_form import normal

Action = Literal["create", "modify", "delete", "rename"]

_VERBS: tuple[tuple[Action, re.Pattern[str]], ...] = (
    ("create", re.compile(r"\b(?:creat(?:e|es|ed|ing)|new|add(?:s|ed)?|introduce[sd]?)\b", re.I)),
    ("modify", re.compile(
        r"\b(?:modif(?:y|ies|ied|ications?)|updat(?:e|es|ed)|edit(?:s|ed)?|chang(?:e|es|ed)|extend(?:s|ed)?|refactor(?:ed)?"
        r"|enhanced?|rewrit(?:e|ten)|fix(?:ed)?|replaced?)\b", re.I)),
    ("delete", re.compile(r"\b(?:delet(?:e|es|ed)|remov(?:e|es|ed)|drop(?:s|ped)?)\b", re.I)),
    ("rename", re.compile(r"\b(?:renam(?:e|es|ed)|mov(?:e|es|ed)|relocat(?:e|es|ed))\b", re.I)),
)  # fmt: skip
READ_ONLY = re.compile(
    r"\b(?:read[- ]only|to reference|referenced|unchanged|untouched|unaffected|not (?:modified|changed|touched)|no changes?)\b",
    re.I,
)
"""Words for files that a plan names and leaves as they are."""
_CODE = re.compile(r"`{1,2}([^`]{1,240})`{1,2}")
_LEAD = re.compile(
    r"^(?:\*\*|__)?(?P<verb>[A-Za-z][A-Za-z /()&-]{1,40}?)\s*(?:[:：]\s*(?:\*\*|__)?|(?:\*\*|__)\s*[:：]?|[—–-])?\s*(?=`)"
)
_PLAIN_LEAD = re.compile(r"^(?P<verb>[A-Za-z][A-Za-z /]{1,24}?)\s*[:：]\s+(?P<rest>\S.*)$")
_OPENING = re.compile(r"^[^\w`\[<./~@]{0,8}")
_BETWEEN = re.compile(r"^(?:\*\*|__)?\s*(?:,|;|and|&|\+)\s*(?:and\s+)?(?:\*\*|__)?$")
_ARROW = re.compile(r"^\s*(?:→|->|=>|to)\s*$")
_REMARK = re.compile(r"^(?:\*\*|__)?\s*(?:[(\[](?P<aside>[^()\[\]]{2,80})[)\]]|[—–:-]+\s+(?P<verb>[A-Za-z]+)\b)")
_SAID = frozenset({"new", "created", "modified", "updated", "deleted", "removed", "create", "modify", "update", "delete"})
_LINES = re.compile(r"(?::\d[\d,:–-]*|#L\d[\dL-]*)$")
_PATH = re.compile(r"^~?[\w.@$*/+\[\](){}<>#%&,=-]+$")
_SUFFIX = re.compile(r"(?:[\w\])}*-]|^)\.([A-Za-z][A-Za-z0-9]{0,11})$")
_BARE = frozenset({
    "makefile", "dockerfile", "justfile", "gemfile", "rakefile", "procfile", "license", "codeowners", "jenkinsfile",
    "vagrantfile", "caddyfile", "brewfile", "tiltfile",
})  # fmt: skip
_SUFFIXES = frozenset({
    "py", "pyi", "ts", "tsx", "js", "jsx", "mjs", "cjs", "mts", "cts", "go", "rs", "rb", "java",
    "kt", "kts", "swift", "m", "mm", "c", "h", "cc", "cpp", "hpp", "cs", "fs", "php", "pl",
    "lua", "r", "jl", "ex", "exs", "erl", "hs", "ml", "scala", "clj", "dart", "vue", "svelte", "astro",
    "html", "htm", "css", "scss", "sass", "less", "md", "mdx", "mdc", "rst", "txt", "adoc", "json", "jsonc",
    "json5", "yaml", "yml", "toml", "ini", "cfg", "conf", "env", "lock", "xml", "csv", "tsv", "sql", "graphql",
    "gql", "proto", "sh", "bash", "zsh", "fish", "ps1", "bat", "tf", "tfvars", "hcl", "nix", "gradle", "properties",
    "plist", "svg", "png", "jpg", "ico", "ipynb", "typ", "tex", "dockerfile", "service", "feature", "snap", "tmpl", "tpl",
    "j2", "hbs", "ejs", "njk", "liquid", "prisma", "sol", "wasm", "zig", "vb", "asm", "cmake", "mk", "bazel",
    "bzl", "star", "cue", "rego", "avsc", "xsd", "wsdl", "patch", "diff", "db", "sqlite", "yang", "example", "sample",
    "log", "dot", "mmd", "puml", "gitignore", "dockerignore", "editorconfig", "npmrc",
    "nvmrc", "gitattributes", "prettierrc", "eslintrc",
})  # fmt: skip
"""Endings by which a name without a folder is told from a call or an attribute (``Outline.blocks``)."""
_TEMPLATE = re.compile(
    r"^(?:\.?/)?(?:exact/)?path/to/|^tests/(?:unit/test_feature|integration/test_feature_flow)\.py$|[{<\[](?:[a-z]+[ _-])?"
    r"(?:name|path|filename|file|feature|component|module|timestamp|description)[}>\]]|^\.{3}|/\.{3}(?:/|$)",
    re.I,
)
_DATE = re.compile(r"\d{1,4}[/.-](?:\d{1,2}|[A-Za-z]{3,9})[/.-]\d{1,4}")
_ROUTES = ("/api/", "/v1/", "/v2/")
_LONGEST = 240
_LINE = 1000


def paths(raw: str) -> list[tuple[str, Action | None]]:
    """The paths that a line begins with (behind ``Create:`` or not), each with the action that the line states."""
    text = raw.strip()[:_LINE]
    if "`" not in text:
        return _bare_path(text)
    text = text[_OPENING.match(text).end() :] if not text.startswith(("`", "*", "_")) else text  # pyright: ignore[reportOptionalMemberAccess]
    lead = _LEAD.match(text)
    if lead is not None and len(lead["verb"].split()) > 3:
        return []  # a sentence in which a path happens to stand
    at = lead.end() if lead else len(text) - len(text.lstrip("*_[(~ "))
    if not text.startswith("`", at):
        return []
    stated = action_of(lead["verb"]) if lead else None
    found: list[str] = []
    for match in _CODE.finditer(text, at):
        between = text[at : match.start()]
        if found and not _BETWEEN.match(between):
            if len(found) == 1 and _ARROW.match(between):
                return [(found[0], "rename")]
            break
        path = path_of(match.group(1))
        if path is None:
            break
        found.append(path)
        at = match.end()
    if stated is None and found and (remark := _REMARK.match(text[at : at + 100])):
        if remark["aside"] and READ_ONLY.search(remark["aside"]):
            return []
        words = remark["aside"] or remark["verb"]
        stated = action_of(words) if remark["aside"] or words.lower() in _SAID else None
    return [(path, stated) for path in found]


def _bare_path(text: str) -> list[tuple[str, Action | None]]:
    """A path without a code span: only where it is all that is said, or all behind ``Create:``."""
    words = plain(text)
    match = _PLAIN_LEAD.match(words)
    verb = action_of(match["verb"]) if match else None
    rest = match["rest"] if match and (verb or normal(match["verb"]) in ("test", "tests", "file", "path")) else words
    head, _, remark = rest.partition(" ")
    if remark and not re.match(r"[—–-]+\s|\(", remark):
        return []
    if verb is None and remark.startswith("("):
        verb = action_of(remark[:24])
    path = path_of(head)
    return [(path, verb)] if path is not None else []


def action_of(words: str) -> Action | None:
    """The action that words say; None where they say none, or several ("Create/Modify")."""
    found: set[Action] = {action for action, pattern in _VERBS if pattern.search(words)}
    if found == {"create", "modify"} and re.match(r"\W*new\b", words, re.I):
        return "create"
    return next(iter(found)) if len(found) == 1 else None


def path_of(code: str) -> str | None:
    """*code* as a path, without a line number behind it; None where it is none, or still the template's."""
    path = _LINES.sub("", code.strip())
    if _DATE.fullmatch(path):
        return None
    if not 1 < len(path) <= _LONGEST or not _PATH.match(path) or path.startswith(("//", "--")) or "://" in path:
        return None
    if _TEMPLATE.search(path) or path.endswith((")", ",", "=")) or not any(char.isalnum() for char in path):
        return None
    if "/" in path:
        return None if path.startswith(_ROUTES) or (path.startswith("@") and path.count("/") == 1) else path
    suffix = _SUFFIX.search(path)
    return path if path.lower() in _BARE or (suffix and suffix.group(1).lower() in _SUFFIXES) else None
