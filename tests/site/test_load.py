"""A site is read once; what is wrong with its sources is told all at once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from polypub.config import load_project
from polypub.errors import SourceError
from polypub.model.site import Site
from polypub.site import load_site, published_articles

CONFIG = """\
name = "Land"
tagline = "of lakes"
base_url = "https://example.org"
source = "en"
time_zone = "Europe/Minsk"
translatable_fields = ["subtitle"]
[editions.be]
[editions.pt-BR]
"""
PLAIN = "---\ntitle: A\n---\nText\n"


def site_of(root: Path, files: dict[str, str], config: str = CONFIG) -> Site:
    """The site with these files below `content/`."""
    (root / "polypub.toml").write_text(config)
    for path, text in files.items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return load_site(load_project(root))


def problems_of(root: Path, files: dict[str, str], config: str = CONFIG) -> list[str]:
    """What is wrong with these files, as people read it."""
    with pytest.raises(SourceError) as caught:
        site_of(root, files, config)
    return [str(problem) for problem in caught.value.problems]


def test_folders_are_sections_and_files_are_articles(tmp_path: Path) -> None:
    """Ids, addresses and domains follow the folders; an `index.md` takes its folder's name."""
    site = site_of(
        tmp_path,
        {
            "about.md": PLAIN,
            "news/b.markdown": PLAIN,
            "news/opinions/a.md": PLAIN,
            "news/box/index.md": PLAIN,
            "news/box/photo.jpg": "",
            "news/notes.txt": "no article",
            "news/.hidden.md": "no article",
            "Воды і лясы/азёры.MD": PLAIN,
        },
    )
    assert [(article.id, article.section, article.slug) for article in site.articles] == [
        ("about", "", "about"),
        ("news/b", "news", "b"),
        ("news/box", "news", "box"),
        ("news/opinions/a", "news/opinions", "a"),
        ("Воды і лясы/азёры", "Воды і лясы", "азёры"),
    ]
    assert [section.id for section in site.sections] == ["news", "news/opinions", "Воды і лясы"]
    assert site.articles[2].path == "content/news/box/index.md"
    assert site.articles[1].domain == "content/news/b"


def test_a_site_takes_its_names_from_the_configuration(tmp_path: Path) -> None:
    """A site without content is a site."""
    site = site_of(tmp_path, {})
    assert (site.name, site.tagline, site.base_url, site.source) == ("Land", "of lakes", "https://example.org", "en")
    assert ([edition.locale for edition in site.editions], site.articles) == (["en", "be", "pt-BR"], ())


def test_sections_are_described_by_their_file_or_named_after_their_folder(tmp_path: Path) -> None:
    """Title, summary, order and template come from `_section.toml`, with their lines; else a title from the name."""
    site = site_of(
        tmp_path,
        {
            "news/a.md": PLAIN,
            "news/_section.toml": '# first\ntitle = "News"\nsummary = "All."\norder = 2\ntemplate = "n.html"\n',
            "news/sub/a.md": PLAIN,
            "events/_section.toml": "order = 1\n",
            "war-monuments/deep_er/a.md": PLAIN,
            "zoo/_section.toml": "order = -1\n",
        },
    )
    assert [section.id for section in site.sections] == [
        "zoo",
        "war-monuments",
        "war-monuments/deep_er",
        "events",
        "news",
        "news/sub",
    ]
    news = site.sections[4]
    assert (news.title, news.summary, news.order, news.template) == ("News", "All.", 2, "n.html")
    assert (news.path, news.title_line, news.summary_line) == ("content/news/_section.toml", 2, 3)
    assert [section.title for section in site.sections[1:3]] == ["War monuments", "Deep er"]
    assert (site.sections[1].path, site.sections[1].template) == ("", "section.html")


def test_the_body_is_cut_with_the_lines_of_the_file(tmp_path: Path) -> None:
    """A segment's line is the one an editor shows, header included; the pieces join to the body."""
    (article,) = site_of(tmp_path, {"a.md": "---\ntitle: A\n---\n\nOne\n\nTwo\n"}).articles
    assert [(segment.source, segment.line) for segment in article.body.segments] == [("One", 5), ("Two", 7)]
    assert article.body.text == "\nOne\n\nTwo\n"


def test_the_digest_is_of_the_bytes(tmp_path: Path) -> None:
    """Another line end is another digest, the same bytes are the same one."""
    files = {"a.md": PLAIN, "b.md": PLAIN, "c.md": PLAIN.replace("\n", "\r\n")}
    first, second, third = site_of(tmp_path, files).articles
    assert first.digest == second.digest != third.digest
    assert len(first.digest) == 16


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    """One run is enough to learn of everything."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "latin.md").write_bytes(b"---\ntitle: A\n---\nna\xefve\n")
    found = problems_of(
        tmp_path,
        {
            "_section.toml": "",
            "index.md": PLAIN,
            "open.md": "---\ntitle: A\n",
            "untitled.md": "Text\n",
            "news/_section.toml": 'titel = "News"\norder = "1"\n',
            "news/a.md": "---\ntitle: A\ndate: soon\ndraft: perhaps\n---\n",
        },
    )
    assert [problem.partition("\n")[0] for problem in found] == [
        "content/_section.toml: the home page is no section",
        "content/index.md: an index.md needs a folder of its own",
        "content/latin.md:4: byte 0xef is not UTF-8",
        "content/news/_section.toml:1: unknown key `titel`",
        'content/news/_section.toml:2: `order` must be a whole number, not "1"',
        "content/news/a.md:3: `date` must be a date such as 2017-07-05, 2017-07-05 12:30 or "
        '2017-07-05T12:30+03:00, not "soon"',
        'content/news/a.md:4: `draft` must be true or false, not "perhaps"',
        "content/open.md:1: the header that --- opens has no closing --- line",
        "content/untitled.md:1: `title` is missing",
    ]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"n/a.md": PLAIN, "n/b.md": "---\ntitle: B\nslug: a\n---\n"}, ("content/n/b.md", "content/n/a.md")),
        ({"n/a.md": PLAIN, "n/a/index.md": PLAIN}, ("content/n/a.md", "content/n/a/index.md")),
        ({"a.md": PLAIN, "a/b.md": PLAIN}, ("content/a.md", "content/a")),
        ({"a/index.md": PLAIN, "a/_section.toml": ""}, ("content/a/index.md", "content/a/_section.toml")),
        ({"a.md": PLAIN, "a.markdown": "---\ntitle: B\nslug: b\n---\n"}, ("content/a.md", "content/a.markdown")),
        ({"\u0439.md": PLAIN, "\u0438\u0306.md": PLAIN}, ("content/\u0439.md", "content/\u0438\u0306.md")),
    ],
)
def test_two_pages_never_share_an_address(tmp_path: Path, files: dict[str, str], words: tuple[str, str]) -> None:
    """A second page at an address is an error that names both files."""
    (found,) = problems_of(tmp_path, files)
    assert found.startswith(f"{words[0]}: ")
    assert words[1] in found.partition("\n")[0]


def test_a_page_at_the_root_leaves_the_editions_their_folders(tmp_path: Path) -> None:
    """Where one edition has no prefix, no section or article may be called like another's prefix."""
    config = CONFIG + '[editions.en]\nprefix = ""\n'
    assert problems_of(tmp_path, {"be/a.md": PLAIN, "pt-BR.md": PLAIN}, config) == [
        "content/be: its address /be/ is already that of the edition `be`\n"
        "  Rename one of the two, or give it another `slug`.",
        "content/pt-BR.md: its address /pt-BR/ is already that of the edition `pt-BR`\n"
        "  Rename one of the two, or give it another `slug`.",
    ]


def test_links_that_leave_the_site_are_refused(tmp_path: Path) -> None:
    """Neither a file nor a folder from elsewhere gets into a site; links inside it are followed, circles are not."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text(PLAIN)
    root = tmp_path / "site"
    content = root / "content"
    (content / "news").mkdir(parents=True)
    (content / "a.md").symlink_to(outside / "secret.md")
    (content / "b").symlink_to(outside)
    (content / "d.md").symlink_to(content / "d.md")
    (content / "news" / "up").symlink_to(content)
    assert [problem.partition("\n")[0] for problem in problems_of(root, {"news/x.md": PLAIN})] == [
        "content/a.md: the link leads out of the site",
        "content/b: the link leads out of the site",
        "content/d.md: the link leads nowhere",
        "content/news/up: the link leads to a folder that it lies in",
    ]
    for link in (content / "a.md", content / "b", content / "d.md", content / "news" / "up"):
        link.unlink()
    (content / "c").symlink_to(content / "news")
    assert [article.id for article in site_of(root, {}).articles] == ["c/x", "news/x"]


def test_a_name_that_no_catalog_could_hold_is_refused(tmp_path: Path) -> None:
    """A line break in a file's name is an error, not a broken reference."""
    (found,) = problems_of(tmp_path, {"a\nb.md": PLAIN})
    assert found == r"content/a\nb.md: the name has control characters or is not UTF-8"


def test_only_what_is_due_is_published(tmp_path: Path) -> None:
    """Drafts and what lies in the future stay away; a bare date is due as its day begins in the site's zone."""

    def dated(date: str) -> str:
        return f"---\ntitle: A\ndate: {date}\n---\n"

    site = site_of(
        tmp_path,
        {
            "undated.md": PLAIN,
            "draft.md": "---\ntitle: A\ndraft: yes\n---\n",
            "today.md": dated("2017-07-05"),
            "tomorrow.md": dated("2017-07-06"),
            "just-now.md": dated("2017-07-05 00:30"),
            "utc-now.md": dated("2017-07-04T21:30Z"),
            "soon.md": dated("2017-07-05 00:31"),
            "utc-soon.md": dated("2017-07-04T21:31Z"),
        },
    )
    now = dt.datetime(2017, 7, 5, 0, 30, tzinfo=ZoneInfo("Europe/Minsk"))
    assert {article.id for article in published_articles(site, now)} == {"undated", "today", "just-now", "utc-now"}
