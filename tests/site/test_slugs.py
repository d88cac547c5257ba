"""The file of an edition's slugs."""

from __future__ import annotations

import csv
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from polypub.config import load_project
from polypub.config.project import Project
from polypub.errors import Problem
from polypub.model.locale import Locale
from polypub.site.slugs import read_slugs, slugs_file, write_slugs

BE = Locale("be")


def _project(folder: Path) -> Project:
    top = 'name = "Land"\nbase_url = "https://example.org"\nsource = "en"\n[editions.be]\n[editions.zh-Hans]\n'
    (folder / "polypub.toml").write_text(top, "utf-8")
    return load_project(folder)


def test_it_lies_in_the_folder_of_the_catalogs(tmp_path: Path) -> None:
    """A folder in another spelling is used where it is there."""
    project = _project(tmp_path)
    assert slugs_file(project, Locale("zh-Hans")) == project.locales / "zh_Hans" / "slugs.csv"
    (project.locales / "zh_CN").mkdir(parents=True)
    assert slugs_file(project, Locale("zh-Hans")) == project.locales / "zh_CN" / "slugs.csv"


def test_rows_that_name_no_slugs_are_noted(tmp_path: Path) -> None:
    """Each with its line; the others are read. A spreadsheet's mark and line ends are no matter."""
    project = _project(tmp_path)
    path = slugs_file(project, BE)
    path.parent.mkdir(parents=True)
    rows = "article,slug,former\r\na,x,y z\r\nb,../x,\r\nc\r\n\r\nd,мір,\r\ne,a/b,\r\nf,,\r\n"
    path.write_bytes(b"\xef\xbb\xbf" + rows.encode())
    problems: list[Problem] = []
    assert read_slugs(project, BE, problems) == {"a": ("x", "y", "z"), "d": ("мір",)}
    assert [(problem.path, problem.line) for problem in problems] == [
        ("locales/be/slugs.csv", line) for line in (3, 4, 7, 8)
    ]


SLUGS = st.tuples(st.from_regex(r"[a-z0-9-]{1,9}", fullmatch=True)) | st.just(("x", "y", "z"))


@given(st.dictionaries(st.from_regex(r"[a-z ,\"é/]{1,9}", fullmatch=True), SLUGS, max_size=5))
def test_what_is_written_is_read(slugs: dict[str, tuple[str, ...]]) -> None:
    """Any article's name comes back with its slugs, and rows stand in order."""
    rows = list(csv.reader(write_slugs(slugs).decode().splitlines()))
    assert {row[0]: (row[1], *row[2].split()) for row in rows[1:]} == slugs
    assert [row[0] for row in rows[1:]] == sorted(slugs)
