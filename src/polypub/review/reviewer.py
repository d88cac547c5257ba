"""Who reviews: the name that records of approvals carry."""

from __future__ import annotations

import re
from pathlib import Path

from polypub.errors import Problem, UsageError
from polypub.pipeline.git import read_setting

_MOST = 40
_HINT = 'Say who you are: --as NAME, or `git config user.name "NAME"`.'


def reviewer_name(given: str | None, folder: Path) -> str:
    """The reviewer as one word: what was given, else git's user name there.

    UsageError when neither names anybody.
    """
    name = one_word(given if given is not None else read_setting(folder, "user.name"))
    if not name:
        raise UsageError(Problem("nobody says who reviews", hint=_HINT))
    return name


def one_word(name: str) -> str:
    """The name with `-` for white space and without what no comment line may hold."""
    word = re.sub(r"\s+", "-", name.strip())
    return "".join(letter for letter in word if letter.isprintable())[:_MOST]
