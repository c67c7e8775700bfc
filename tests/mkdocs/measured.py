"""Builds a site in a separate process and prints messages and cost as JSON: ``python -m tests.mkdocs.measured mkdocs.yml``."""

from __future__ import annotations

import json
import logging
import resource
import sys

from mkdocs.commands.build import build
from mkdocs.config import load_config


class _Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage().removeprefix("mkdocs_planning: "))


def main() -> None:
    kept = _Kept()
    logging.getLogger("mkdocs").addHandler(kept)
    build(load_config(config_file=sys.argv[1]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # kilobytes on Linux
    json.dump({"warnings": kept.messages, "peak": peak * 1024}, sys.stdout)


if __name__ == "__main__":
    main()
