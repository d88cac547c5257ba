"""Policies of editions and of their sections."""

from __future__ import annotations

from pathlib import Path

import pytest

from polypub.config import load_project
from polypub.errors import ConfigError
from polypub.model.site import Edition, Policy

HEAD = 'name = "Land"\nbase_url = "https://example.org"\nsource = "en"\n'


def load(root: Path, text: str, *folders: str) -> Edition:
    """The Belarusian edition of a site with those sections."""
    for folder in folders:
        (root / "content" / folder).mkdir(parents=True)
    (root / "polypub.toml").write_text(HEAD + text, "utf-8")
    return load_project(root).editions[1]


def test_the_nearest_section_wins(tmp_path: Path) -> None:
    """A section has the edition's policy but for its own keys; a section inside it those of both."""
    edition = load(
        tmp_path,
        '[editions.be]\nmin_translated = 0.9\nstale = "previous"\ngrace_days = 7\n'
        '[editions.be.sections."news/law"]\nmissing = "omit"\nwithdraw_below = 0.95\n'
        "[editions.be.sections.news]\nmin_translated = 1\ngrace_days = 0\n"
        '[editions.be.sections.diary]\nmin_translated = 0.2\nunreviewed = "mark"\nstale = "source"\n',
        "news/law",
        "diary",
    )
    news = Policy(1, 0.5, stale="previous", grace_days=0)
    law = Policy(1, 0.95, missing="omit", stale="previous", grace_days=0)
    assert edition.policy == Policy(0.9, 0.5, stale="previous", grace_days=7)
    assert [edition.policy_of(section) for section in ("", "culture", "newsletter")] == [edition.policy] * 3
    assert [edition.policy_of(section) for section in ("news", "news/war", "news/lawn")] == [news] * 3
    assert [edition.policy_of(section) for section in ("news/law", "news/law/tax")] == [law] * 2
    assert edition.policy_of("diary/may") == Policy(0.2, 0.2, "mark", "source", "source", 7)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[editions.be.sections.newz]\nmin_translated = 1\n",
            "polypub.toml:4: `editions.be.sections`: there is no section `newz`\n  Did you mean `news`?",
        ),
        (
            '[editions.be.sections."../content/news"]\n',
            "polypub.toml:4: `editions.be.sections`: there is no section `../content/news`\n  "
            "A section is a folder below `content/`, such as `news`.",
        ),
        (
            '[editions.be.sections."News"]\n',
            "polypub.toml:4: `editions.be.sections`: there is no section `News`\n  Did you mean `news`?",
        ),
        (
            "[editions.be.sections.news]\nmin_translatd = 1\n",
            "polypub.toml:5: unknown key `editions.be.sections.news.min_translatd`\n  "
            "Did you mean `editions.be.sections.news.min_translated`?",
        ),
        (
            "[editions.be]\nwithdraw_below = 0.6\n[editions.be.sections.news]\nwithdraw_below = 0.9\n",
            "polypub.toml:7: `editions.be.sections.news.withdraw_below` (0.9) is above `min_translated` (0.8)\n  "
            "A page would be withdrawn as soon as it is published.",
        ),
        (
            '[editions.be.sections]\nnews = "previous"\n',
            "polypub.toml:5: `editions.be.sections.news` must be a table with min_translated, withdraw_below, "
            "unreviewed, missing, stale, grace_days",
        ),
        (
            '[editions.be]\nstale = "old"\ngrace_days = -1\n',
            'polypub.toml:5: `editions.be.stale` must be one of "previous", "source", not "old"\n'
            "polypub.toml:6: `editions.be.grace_days` must be a whole number of at least 0, not -1",
        ),
    ],
)
def test_what_is_wrong_with_a_policy(text: str, message: str, tmp_path: Path) -> None:
    """Mistakes in a section's policy are told like all others, with line and nearest name."""
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text, "news")
    assert str(caught.value) == message
