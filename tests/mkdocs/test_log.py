"""What a build writes to the terminal or a CI log."""

from __future__ import annotations

import re

from tests.mkdocs.conftest import Make

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def test_no_plan_and_no_file_name_commands_the_terminal(site: Make):
    content = b"# A\n\n**Status**: \x1b[31mMaybe\x9b2J \xe2\x80\xae\n**Owner**: [Owner \x07Name]\n\n- [ ] Do\n"
    built = site(
        "docs/index.md\n    # Home\n",
        binary={"docs/plans/a \x1b[2J.md": content, "docs/plans/b\n.md": b"# B\n\n**Status**: Draft | Done\n"},
    )
    ours = [record.getMessage() for record in built.records if record.name.endswith("mkdocs_planning")]
    assert [message for message in ours if CONTROL.search(message)] == []
    assert any(r"plans/a \x1b[2J.md:3: " in message for message in built.warnings)
    assert any(r"plans/b\n.md:3: " in message for message in built.warnings)
