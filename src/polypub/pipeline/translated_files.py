"""The files that people translated elsewhere: found, read as articles, and brought together with theirs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from polypub.align.origins import Leaf, find_origin, is_marked
from polypub.config.project import Project
from polypub.errors import Problem, SourceError, UsageError
from polypub.files import read_if_there
from polypub.formats.dialects import cut_in
from polypub.formats.encoding import decode_utf8
from polypub.formats.fields import FieldReader
from polypub.model.locale import Locale
from polypub.model.site import Article, Site
from polypub.site.article import Source, Terms, read_article

_DOCUMENTS = (".md", ".markdown", ".html", ".htm")
_CATALOGS = (".po",)
_COMMENT_HEADER = re.compile(r"<!--[ \t]*\r?\n((?:[ \t]*\.\. [\w-]+:.*\r?\n|[ \t]*\r?\n)+)-->[ \t]*(?:\r?\n|\Z)")
_COMMENT_FIELD = re.compile(r"\.\. ([\w-]+):[ \t]*(.*?)[ \t]*")


@dataclass(frozen=True, slots=True)
class Files:
    """What was named on the command line, folders opened."""

    documents: tuple[Path, ...]
    catalogs: tuple[Path, ...]


def find_files(paths: Iterable[Path], locale: Locale) -> Files:
    """The documents and catalogs that are named, or lie in folders that are.

    Of a folder those whose path in it names the language, where some do: sources may lie beside them.
    UsageError with all that are not there or of no kind that can be read.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        if path.is_dir():
            inside = [file for file in sorted(path.rglob("*")) if file.is_file() and _is_read(file)]
            marked = [file for file in inside if is_marked(file.relative_to(path).as_posix(), locale)]
            found += marked or inside
            problems += [] if inside else [Problem("the folder has no Markdown, HTML or PO file", str(path))]
        elif not path.is_file():
            problems.append(Problem("there is no such file", str(path)))
        elif not _is_read(path):
            problems.append(Problem("only Markdown, HTML and PO files can be imported", str(path)))
        else:
            found.append(path)
    if problems:
        raise UsageError(problems)
    files = tuple(dict.fromkeys(found))
    catalogs = tuple(file for file in files if file.suffix.lower() in _CATALOGS)
    return Files(tuple(file for file in files if file not in catalogs), catalogs)


def _is_read(path: Path) -> bool:
    return path.suffix.lower() in (*_DOCUMENTS, *_CATALOGS)


def read_translated(project: Project, path: Path) -> Article:
    """A translated file as an article; its path is as it was given. SourceError when it cannot be read.

    Missing or unknown fields do not matter: only what both it and its source have is compared.
    """
    data = read_if_there(path) or b""
    text = open_comment_header(decode_utf8(data, str(path)))
    editions = tuple(edition.locale for edition in project.editions)
    terms = Terms(project.source, editions, project.timezone, project.fields, cut_in(project.dialect))
    source = Source(path.stem, path.as_posix(), "", path.stem, text, "")
    try:
        return read_article(source, terms, FieldReader(path.as_posix(), strict=False))
    except SourceError as error:
        raise SourceError([replace(one, path=one.path or str(path)) for one in error.problems]) from None


def open_comment_header(text: str) -> str:
    """The text with a header of `.. title: …` lines in a comment, as Nikola writes it, as YAML on the same lines."""
    found = _COMMENT_HEADER.match(text)
    if found is None:
        return text
    lines = [_COMMENT_FIELD.fullmatch(line.strip()) for line in found[1].splitlines()]
    names = {"description": "summary"}
    fields = [
        f"{names.get(line[1], line[1])}: {json.dumps(line[2], ensure_ascii=False)}" if line else "" for line in lines
    ]
    return "\n".join(("---", *fields, "---", text[found.end() :]))


@dataclass(frozen=True, slots=True)
class Matched:
    """A translated file and the article that it translates."""

    translated: Article
    article: Article


def match_files(
    site: Site, translated: Sequence[tuple[Path, Article]], locale: Locale, root: Path
) -> Iterator[Matched | Problem]:
    """Each file with its article, or the problem that there is none."""
    own = {(root / article.path).resolve(): article for article in site.articles}
    given = {path.resolve() for path, _ in translated}
    articles = [article for path, article in own.items() if path not in given]
    leaves = {_leaf(article): article for article in articles}
    for _, one in translated:
        origin = find_origin(_leaf(one), list(leaves), locale, site.source)
        yield origin if isinstance(origin, Problem) else Matched(one, leaves[origin])


def find_named(site: Site, source: Path, root: Path) -> Article:
    """The article that `--source` names; UsageError when the site has none there."""
    wanted = [source.resolve(), (root / source).resolve(), (root / "content" / source).resolve()]
    for article in site.articles:
        if (root / article.path).resolve() in wanted:
            return article
    hint = "Name a file below content/."
    raise UsageError(Problem("the site has no such article", str(source), hint=hint))


def _leaf(article: Article) -> Leaf:
    key = article.extra.get("translationKey", "")
    return Leaf(article.path, str(key or ""), article.slug, str(article.day or ""))
