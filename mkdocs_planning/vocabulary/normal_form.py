"""The form in which words of plans are compared: lower case, no punctuation, no emoji, no numbering in front."""

from __future__ import annotations

import re
import unicodedata

from mkdocs_planning.support.memoise import remembered
from mkdocs_planning.vocabulary.words import EMPTY_WORDS

_NOT_WORD = re.compile(r"(?:[^\w%]|_)+")
_NUMBERING = re.compile(r"^(?:§\s*)?(?:\d+(?:\.\d+)+[.):]?|\d+[.):]|[A-Z][.)]|[IVX]+\.)\s+")
_MAY_BE_NUMBERED = re.compile(r"[\d§]|[A-Z][IVX]*[.)]")
_ASCII_WORDS = "".join(chr(code).lower() if chr(code).isalnum() or chr(code) == "%" else " " for code in range(128))
"""The lower case of each ASCII character that is part of a word, a blank for the others."""
_EMPTY_PREFIX = re.compile(r"^(?:none|nothing|n a|no)\b(?! of)")


@remembered
def normal(text: str) -> str:
    """*text* in normal form: lower case words and digits with one space between, numbering in front dropped."""
    text = unnumbered_start(text.strip())
    if text.isascii():
        return " ".join(text.translate(_ASCII_WORDS).split())
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def unnumbered_start(text: str) -> str:
    """*text* without the number that it begins with, if it does; a text that is only a number stays."""
    return _NUMBERING.sub("", text) if _MAY_BE_NUMBERED.match(text) else text


def unnumbered(title: str) -> str:
    """A heading without the number in front of it (``3.1 Unit Tests`` → ``Unit Tests``)."""
    return unnumbered_start(title).strip() or title.strip()


def is_empty_word(text: str) -> bool:
    """Whether a value says that there is none (``None``, ``TBD``, ``n/a``, ``Nothing (first phase)``)."""
    words = normal(text)
    return words in EMPTY_WORDS or bool(_EMPTY_PREFIX.match(words) and len(words.split()) <= 4)
