"""What several processes find out for the caches is what one finds out alone."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from polypub.config import load_project
from polypub.pipeline import warming
from polypub.pipeline.judge import Judgement, judge_project
from polypub.site.load import load_site

_SITES = Path(__file__).parents[1] / "sites"
NOW = dt.datetime(2026, 5, 10, 12, tzinfo=dt.UTC)


def _judge(root: Path, jobs: int) -> Judgement:
    return judge_project(load_project(root), NOW, jobs)


def _said(judgement: Judgement) -> object:
    """All that is known and told, catalogs opened."""
    press = judgement.press
    catalogs = {
        locale: {name: (found, dict(found.entries)) for name, found in domains.items()}
        for locale, domains in press.translations.items()
    }
    return press.verdicts, press.clusters, press.site, press.articles, catalogs, judgement.findings, judgement.problems


@pytest.fixture(params=["news", "mill"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A golden site, with a translation that is blocked and a catalog that cannot be read."""
    root = tmp_path / "site"
    shutil.copytree(_SITES / request.param, root, ignore=shutil.ignore_patterns("expected", ".polypub"))
    catalogs = sorted(root.glob("locales/*/LC_MESSAGES/content/**/*.po"))
    first, last = catalogs[0], catalogs[-1]
    text = first.read_text("utf-8")
    place = text.index('msgstr "', text.index("msgid", text.index("#. type"))) + len('msgstr "')
    first.write_text(f"{text[:place]}<script>{text[place:]}", "utf-8")
    last.write_text(last.read_text("utf-8") + '\nmsgid "open\n', "utf-8")
    return root


def test_the_number_of_processes_changes_nothing(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Verdicts, findings and problems; nor does a second run with the caches that they have left."""
    monkeypatch.setattr(warming, "_FEW", 1)
    alone = _said(_judge(site, 1))
    for jobs in (2, 3, 16):
        shutil.rmtree(site / ".polypub")
        assert _said(_judge(site, jobs)) == alone
        assert _said(_judge(site, jobs)) == alone


def test_what_was_brought_home_is_not_read_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site is then loaded from the caches alone."""
    monkeypatch.setattr(warming, "_FEW", 1)
    project = load_project(site)
    expected = load_site(project)
    monkeypatch.setattr("polypub.site.load.read_article", lambda *_: pytest.fail("it was read again"))
    monkeypatch.setattr(warming, "load_file", _reading_for_real(warming.load_file))
    assert judge_project(project, NOW, 2).press.site.articles == expected.articles


def _reading_for_real(load: object) -> object:
    """In the processes, which are copies of this one, articles are read."""
    from polypub.site.article import read_article

    def read(*arguments: object) -> object:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("polypub.site.load.read_article", read_article)
            return load(*arguments)  # type: ignore[operator]  # load_file

    return read
