"""A change in one thread is told to everyone who follows in the event loop."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

from polypub.review.changes import Changes
from polypub.review.served import Change

_ONE, _TWO = (Change(number, (f"{number}.css",), ()) for number in (1, 2))


def test_every_follower_hears_every_change_from_its_call_on() -> None:
    """In order, from another thread, and what was told before the first look at it too."""

    async def follow() -> tuple[list[Change], list[Change]]:
        changes = Changes()
        first = changes.follow()
        await asyncio.to_thread(changes.publish, _ONE)
        second = changes.follow()
        await asyncio.to_thread(changes.publish, _TWO)
        changes.close()
        return [change async for change in first], [change async for change in second]

    assert asyncio.run(follow()) == ([_ONE, _TWO], [_TWO])


def test_who_comes_after_the_end_hears_of_the_end() -> None:
    """Nobody waits for ever."""

    async def follow() -> list[Change]:
        changes = Changes()
        changes.close()
        return [change async for change in changes.follow()]

    assert asyncio.run(follow()) == []


def test_who_has_left_is_told_no_more() -> None:
    """Nothing is kept for a page that was closed."""

    async def leave() -> int:
        changes = Changes()
        async with aclosing(changes.follow()):
            pass
        changes.publish(_ONE)
        return len(changes._followers)

    assert asyncio.run(leave()) == 0


def test_a_change_of_styles_alone_is_known_as_one() -> None:
    """Anything beside them makes it a change of the page."""
    assert _ONE.kind == "styles"
    assert Change(1, ("a.css", "b.md"), ()).kind == "page"
    assert Change(1, (), ()).kind == "page"
