"""The form in which words of plans are compared: lower case, no punctuation, no emoji, no numbering in front."""

from __future__ import annotations

import re
import unicodedata

from mkdocs_planning.support.memoise import remembered
from mkdocs_planning.vocabulary.words import EMPTY_WORDS

_NOT_WORD = re.compile(r"(?:[^\w%]|_)+")
_NUMBERING = re.compile(r"^(?:§\s*)?(?:\d+(?:\.\d+)+[.):]?|\d+[.):]|[A-Z][.)]|[IVX]+\.)\s+")
_BEHIND_LETTER = (".", ")", "I", "V", "X")
"""What follows the first letter where letters number."""
_LOWER = bytes(
    ord(chr(code).lower()) if code < 128 and (chr(code).isalnum() or chr(code) == "%") else 32 for code in range(256)
)
"""The lower case of each ASCII character that is part of a word, a blank for the others."""
_REMARK = re.compile(r"[(\[（【][^()\[\]（）【】]*[)\]）】]")
_PART_NUMBER = re.compile(
    r"(?i:appendix|section|part|chapter)\s+(?:[\dIVXivx.]{1,6}|[A-Za-z])(?:\s*[:–—-])?\s+|\d+(?:\.\d+)*\s+(?![a-z])"
)
"""A number that :func:`normal` leaves; ``3 files`` counts its files."""
_NUMBER_STARTS = frozenset("0123456789aAcCpPsS")
_EMPTY_ENTRY = re.compile(r"(?:none|nothing|n a)\b(?! of)")
_EMPTY_START = re.compile(r"(?:none|nothing|n a|no)\b(?! of)")
_FEW_WORDS = 4
_RULES = " -—–.…_*|/\\"
"""Characters that only fill a cell."""


@remembered
def normal(text: str) -> str:
    """*text* in normal form: lower case words and digits with one space between, numbering in front dropped."""
    return _normal(text)


def _normal(text: str) -> str:
    text = unnumbered_start(text.strip())
    if text.isascii():
        return " ".join(text.encode().translate(_LOWER).decode().split())
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def title_words(title: str) -> str:
    """The words of a heading or label in normal form, without its number and remarks in brackets; "&" is "and".

    ``3.1 Risks & assumptions (draft)`` and ``Appendix B: Risks and assumptions`` have the same words.
    """
    if "(" in title or "[" in title or not title.isascii():
        title = _REMARK.sub(" ", title).strip()
    if title[:1] in _NUMBER_STARTS and (number := _PART_NUMBER.match(title)):
        title = title[number.end() :]
    return _normal(title.replace("&", " and ") if "&" in title else title)


def rough_words(text: str) -> list[bytes]:
    """The ASCII words of *text* in lower case, numbers and all: for the cheap test before a text is taken apart."""
    if not (text.isascii() or unicodedata.is_normalized("NFKC", text)):
        text = unicodedata.normalize("NFKC", text)
    return text.encode("ascii", "replace").translate(_LOWER).split()


def unnumbered_start(text: str) -> str:
    """*text* without the number that it begins with, if it does; a text that is only a number stays."""
    if not (text[:1].isdecimal() or text[:1] == "§" or text[1:2] in _BEHIND_LETTER):
        return text
    return _NUMBERING.sub("", text)


def unnumbered(title: str) -> str:
    """A heading without the number in front of it (``3.1 Unit Tests`` → ``Unit Tests``)."""
    return unnumbered_start(title).strip() or title.strip()


def is_empty_word(text: str, *, entry: bool = False) -> bool:
    """Whether a text without markup says that there is none (``None``, ``TBD``, ``n/a``, ``Nothing (first phase)``).

    Of the *entry* of a register "No …" and a symbol alone say something: "No backups exist" is a risk, "No" an answer.
    """
    words = normal(text)
    if not words:
        return not (entry and text.strip(_RULES))
    if words in EMPTY_WORDS:
        return True
    start = (_EMPTY_ENTRY if entry else _EMPTY_START).match(words)
    return start is not None and len(words.split()) <= _FEW_WORDS
