"""The one place that looks at the clock."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def as_of(today: str | None) -> str:
    """The day that "late" refers to, as ISO text: the option ``today``, else ``SOURCE_DATE_EPOCH``, else the clock.

    Raises:
        ValueError: if ``SOURCE_DATE_EPOCH`` is no number of seconds since 1970.
    """
    if today:
        return today
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not epoch:
        return date.today().isoformat()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise ValueError(f"SOURCE_DATE_EPOCH is {epoch!r}, expected seconds since 1970") from error
