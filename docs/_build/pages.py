"""MkDocs hook that generates pages from the code, so that they stay up to date: options, notations, JSON schema."""

from __future__ import annotations

import json
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from mkdocs_planning.exports.plans_json import json_schema
from mkdocs_planning.options.documentation import option_docs
from mkdocs_planning.options.json_schema import mkdocs_schema

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "reading" / "golden"
SUBJECTS = {
    "metadata": "Header fields",
    "tasks": "Checkboxes and tasks",
    "phases": "Phases and steps",
    "risks": "Risks",
    "assumptions": "Assumptions",
    "dependencies": "Dependencies and blockers",
    "decisions": "Decisions",
    "questions": "Questions",
    "criteria": "Criteria and metrics",
    "changes": "Changelog",
    "milestones": "Milestones",
    "components": "Components",
    "files": "Files",
    "rollout": "Rollout and rollback",
    "references": "References",
    "checks": "Checks",
}
OPTIONS_HEAD = """# Options

All options are set under `planning` in the list of `plugins` in `mkdocs.yml`. All of them are optional:

```yaml
plugins:
  - search
  - planning:
      include: [plans, teams/*/roadmap]
      today: 2026-03-31
```

An option without a value (`include:`) keeps its default. Editors can [complete and check the options](editors.md).
"""
FENCE = re.compile(r"^~~~~(\w+)\n(.*?)^~~~~$", re.S | re.M)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    files.append(File.generated(config, "options.md", content=options_page()))
    files.append(File.generated(config, "notations.md", content=notations()))
    files.append(File.generated(config, "plans.schema.json", content=json.dumps(json_schema(), indent=1)))
    files.append(File.generated(config, "options.schema.json", content=json.dumps(mkdocs_schema(), indent=1)))
    return files


def options_page() -> str:
    """The page of the options, from their documentation in the schema."""
    sections = [f"## `{name}` {{ #{name} }}\n\n{doc.text}\n" for name, doc in option_docs().items()]
    return "\n".join([OPTIONS_HEAD, *sections])


def notations() -> str:
    """The page of supported notations, generated from the golden files of the tests."""
    parts = [
        "# Supported notations\n",
        "Every notation below is a test case of the reader: the Markdown, and the facts that are read from it. "
        "A plan may mix notations freely.\n",
    ]
    folders = sorted((folder for folder in GOLDEN.iterdir() if folder.is_dir()), key=lambda f: order(f.name))
    for folder in folders:
        parts.append(f"## {SUBJECTS.get(folder.name, folder.name.capitalize())}\n")
        for file in sorted(folder.glob("*.md")):
            parts.append(notation(file))
    return "\n".join(parts)


def order(name: str) -> tuple[int, str]:
    return (list(SUBJECTS).index(name) if name in SUBJECTS else len(SUBJECTS), name)


def notation(file: Path) -> str:
    text = file.read_text("utf-8")
    fences = {language: body for language, body in FENCE.findall(text)}
    head = text.split("~~~~", 1)[0].strip()
    title, _, about = head.partition("\n")
    made = [f"### {title.removeprefix('#').strip()}\n", about.strip() + "\n"]
    for language in ("markdown", "yaml"):
        if language in fences:
            made.append(f"~~~~{language}\n{fences[language]}~~~~\n")
    return "\n".join(made)
