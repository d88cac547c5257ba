"""What surely holds is not asked: the rules name every query."""

from __future__ import annotations

from polypub.render.freshness import _RULES
from polypub.render.wire import Wire


def test_every_query_has_a_rule() -> None:
    """But the one that hangs on the hour; a new query is always asked until somebody says what it hangs on."""
    queries = {name for name in dir(Wire) if hasattr(getattr(Wire, name), "__wrapped__")}
    assert queries - _RULES.keys() == {"news_sitemap"}
    assert _RULES.keys() <= queries
