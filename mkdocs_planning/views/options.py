"""What a site's options say about its views, as the views understand them."""

from __future__ import annotations

from msgspec import Struct


class ViewOptions(Struct, frozen=True):
    """The options that views look at.

    Attributes:
        scale: steps of the risk scale, 3 or 5.
    """

    scale: int = 3


DEFAULT_OPTIONS = ViewOptions()
