"""Shared by all tests: the profiles of hypothesis.

``HYPOTHESIS_PROFILE`` selects ``ci`` (default with ``CI`` set: the same few examples every time), ``dev`` (default
otherwise) or ``hunt`` (many thousand examples, for finding bugs by hand).
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
settings.register_profile("ci", max_examples=150, derandomize=True, deadline=None, suppress_health_check=_SLOW)
settings.register_profile("dev", max_examples=150, deadline=None, suppress_health_check=_SLOW)
settings.register_profile("hunt", max_examples=30_000, deadline=None, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))
