"""The fields of an article, typed, with the lines of the file."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from polypub.formats.fields import FieldReader
from polypub.model.locale import Locale
from polypub.model.site import Article, Dateline, Image
from polypub.model.text import Document, Place, Segment, Skeleton
from polypub.site.article import Source, Terms, read_article

MINSK = ZoneInfo("Europe/Minsk")
PLACE = Place("field")


def read(header: str) -> tuple[Article, list[str]]:
    """The article with this header, and what is wrong with it."""
    text = header if header.startswith("+++") else f"---\n{header}---\n"
    reader = FieldReader("content/n/x.md", strict=False)
    terms = Terms(
        Locale("en"),
        (Locale("en"), Locale("be"), Locale("pt-BR")),
        MINSK,
        ("subtitle", "weight"),
        lambda body, line: Document("markdown", (Skeleton(body),) if body else ()),
    )
    article = read_article(Source("n/x", "content/n/x.md", "n", "x", text, "d" * 16), terms, reader)
    return article, [str(problem) for problem in reader.problems]


def test_every_text_to_translate_is_a_segment_with_its_line() -> None:
    """Title, summary, dateline, image and the site's own fields: raw as written, folded for translators, with lines."""
    article, problems = read("""\
title: "A: b"
note: Not a person.
summary: |
  One  line
    and two.

dateline: {place: MINSK, agency: AGENCY}
image:
  src: x.jpg
  alt: A lake
  caption: Lake
  credit: Someone
subtitle: Below
""")
    assert problems == []
    title, *others = article.segments
    assert (title, title.line) == (Segment("A: b", "A: b", PLACE, "title", note="Not a person."), 2)
    assert [(segment.raw, segment.source, segment.type, segment.line) for segment in others] == [
        ("One  line\n  and two.\n", "One  line and two.", "summary", 4),
        ("MINSK", "MINSK", "dateline place", 8),
        ("AGENCY", "AGENCY", "dateline agency", 8),
        ("A lake", "A lake", "image alternative text", 11),
        ("Lake", "Lake", "image caption", 12),
        ("Someone", "Someone", "image credit", 13),
        ("Below", "Below", "field subtitle", 14),
    ]
    assert {segment.note for segment in others} == {""}
    assert (article.image and article.image.src, article.note) == ("x.jpg", "Not a person.")


def test_fields_are_typed_by_name_not_by_their_looks() -> None:
    """`no` is a word in `tags` and a switch in `draft`; what the site does not declare passes as it was read."""
    article, problems = read("""\
title: 12:30
tags: [no, 2017-07-05, 1e3]
authors: The editors
draft: no
translate: off
slug: some-where
template: long.html
language: pt_BR
languages: [en, pt_BR]
aliases: [/old/, /b.html]
extra: {rating: 12:30, list: [yes]}
weight: 5
""")
    assert problems == []
    assert (article.title.source, article.tags, article.authors) == (
        "12:30",
        ("no", "2017-07-05", "1e3"),
        ("The editors",),
    )
    assert (article.draft, article.translate, article.slug, article.template) == (
        False,
        False,
        "some-where",
        "long.html",
    )
    assert (article.language, article.languages, article.aliases) == ("pt-BR", ("en", "pt-BR"), ("/old/", "/b.html"))
    assert article.extra == {"extra": {"rating": "12:30", "list": ["yes"]}}
    assert [name for name, _ in article.fields] == ["weight"]


def test_a_title_is_enough() -> None:
    """Everything else has a default."""
    article, problems = read("title: A\nsummary:\ndate:\ntags:\nimage:\nlanguage: en\n")
    assert problems == []
    assert article == Article(
        "n/x",
        "content/n/x.md",
        "n",
        "x",
        Segment("A", "A", PLACE, "title"),
        Document("markdown", ()),
        "d" * 16,
    )


def test_one_text_stands_for_the_first_key() -> None:
    """`image: x.jpg` and `dateline: MINSK` are short for `src` and `place`."""
    article, problems = read("title: A\nimage: x.jpg\ndateline: MINSK\n")
    assert problems == []
    assert article.image == Image("x.jpg")
    assert article.dateline == Dateline(Segment("MINSK", "MINSK", PLACE, "dateline place"), None)
    assert article.dateline.place.line == 4


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2017-07-05", dt.date(2017, 7, 5)),
        ("2017-07-05 12:30", dt.datetime(2017, 7, 5, 12, 30, tzinfo=MINSK)),
        ("2017-07-05T12:30:15", dt.datetime(2017, 7, 5, 12, 30, 15, tzinfo=MINSK)),
        ("2017-07-05T12:30+02:00", dt.datetime(2017, 7, 5, 12, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))),
        ("2017-07-05 12:30:00 -0330", dt.datetime(2017, 7, 5, 16, 0, tzinfo=dt.UTC)),
        ("2017-07-05T12:30z", dt.datetime(2017, 7, 5, 12, 30, tzinfo=dt.UTC)),
    ],
)
def test_dates_are_days_or_moments(written: str, meant: dt.date) -> None:
    """A day stays a day; a time without offset is in the site's zone."""
    for header in (f"title: A\ndate: {written}\n", f"title: A\nupdated: '{written}'\n"):
        article, problems = read(header)
        found = article.date or article.updated
        assert (problems, type(found), found) == ([], type(meant), meant)


def test_toml_dates_are_read_as_they_are() -> None:
    """TOML has dates of its own; a time without a day is none."""
    assert read("+++\ntitle = 'A'\ndate = 2017-07-05\n+++\n")[0].date == dt.date(2017, 7, 5)
    noon = dt.datetime(2017, 7, 5, 12, tzinfo=MINSK)
    assert read("+++\ntitle = 'A'\ndate = 2017-07-05 12:00:00\nupdated = '2017-07-05'\n+++\n")[0].date == noon
    _, problems = read("+++\ntitle = 'A'\ndate = 12:30:00\n+++\n")
    assert [problem.partition(" such")[0] for problem in problems] == ["content/n/x.md:3: `date` must be a date"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("date: 2017-02-30", "`date` must be a date such as"),
        ("date: 05.07.2017", "`date` must be a date such as"),
        ("date: 2017-07-05 25:00", "`date` must be a date such as"),
        ("date: [2017-07-05]", "`date` must be a date such as"),
        ("date: ２０１７-07-05", "`date` must be a date such as"),
        ("summary: [a]", "`summary` must be text, not a list"),
        ("draft: 5", '`draft` must be true or false, not "5"'),
        ("tags: {a: b}", "`tags` must be a list, not a table"),
        ("tags: [a, '']", "`tags[1]` must be a text that is not empty, not an empty text"),
        ("image: [x.jpg]", "`image` must be a table with src, alt, caption, credit"),
        ("image: {alt: x}", "`image.src` is missing"),
        ("dateline: {place: M, agancy: B}", "unknown key `dateline.agancy`"),
        ("slug: a/b", "`slug` must be one part of an address"),
        ("slug: ..", "`slug` must be one part of an address"),
        ("aliases: old/", "`aliases` must be an address on the site that begins with `/`"),
        ("aliases: [//evil.example/]", "`aliases[0]` must be an address on the site"),
        ("aliases: [/a/../../b]", "`aliases[0]` must be an address on the site"),
        ("language: qqq", "`language`: "),
        ("languages: [en, be-BX-]", "`languages`: "),
        ("languages: [pl]", "`languages`: the site has no edition `pl`"),
        ("subtitle: [a]", "`subtitle` must be text, for it is translated"),
    ],
)
def test_a_bad_field_names_its_line_and_what_was_expected(line: str, message: str) -> None:
    """File, line, field and expectation stand in the message."""
    _, problems = read(f"title: A\n{line}\n")
    assert [problem[: len(message) + 18] for problem in problems] == [f"content/n/x.md:3: {message}"]


def test_all_bad_fields_are_told_at_once() -> None:
    """An author repairs a header in one go."""
    _, problems = read("draft: maybe\ndate: soon\nsubtitle: {a: b}\nlanguages: pl\n")
    assert [problem.partition(": ")[0].rpartition(":")[2] for problem in problems] == ["1", "3", "2", "5", "4"]
