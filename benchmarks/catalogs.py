"""Catalogs: polypub beside po4a, msgmerge, Babel and polib on the same messages, in one run.

Needs `po4a` and `gettext`. Prints Markdown; `python benchmarks/catalogs.py --write` puts it into docs/performance.md.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import corpus
from measure import Command, table, take_turns

from polypub.catalog.po import new_header, render_catalog
from polypub.cldr.plurals import plural_forms
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message

ARTICLES, MESSAGES = 1000, 20_000
ROOT = Path(__file__).parents[1]


def main() -> None:
    """Measure everything."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        parts = [*extraction(Path(folder)), merging(Path(folder)), writing(Path(folder))]
    text = "\n".join(parts)
    print(text)
    if "--write" in sys.argv:
        page = ROOT / "docs/performance.md"
        start, end = "<!-- catalogs -->\n", "<!-- /catalogs -->"
        page.write_text(re.sub(f"(?s){start}.*{end}", lambda _: f"{start}\n{text}\n{end}", page.read_text()))


def extraction(folder: Path) -> list[str]:
    """Articles to templates and four catalogs, from nothing and once more, beside po4a's extraction alone."""
    site = folder / "site"
    corpus.write_site(site, ARTICLES)
    sources = sorted((site / "content").rglob("*.md"))
    lines = ["[po_directory] po", "[options] --master-charset UTF-8"]
    lines.append('[po4a_alias: news] text opt:"--option markdown --option yfm_keys=title,summary"')
    lines += [f"[type: news] {path.relative_to(site)}" for path in sources]
    (site / "po4a.cfg").write_text("\n".join(lines))
    shutil.copytree(site / "locales", folder / "filled")

    def anew() -> None:
        """No template and no catalog."""
        shutil.rmtree(site / "locales", ignore_errors=True)
        shutil.rmtree(site / "po", ignore_errors=True)
        (site / "po").mkdir()
        (site / "po" / "news.pot").touch()

    def filled() -> None:
        """Complete catalogs."""
        if not (site / "locales" / "es").is_dir():
            shutil.rmtree(site / "locales", ignore_errors=True)
            shutil.copytree(folder / "filled", site / "locales")

    polypub = [sys.executable, "-m", "polypub", "-q", "extract"]
    first = take_turns(
        {
            "po4a, extraction alone": Command(["po4a", "-q", "--no-translations", "po4a.cfg"], site, anew),
            "polypub extract, templates and four catalogs": Command(polypub, site, anew),
        },
        rounds=3,
    )
    anew()
    filled()
    again = take_turns(
        {
            "a bare interpreter": Command([sys.executable, "-c", "pass"], site),
            "polypub extract, nothing changed": Command(polypub, site, filled),
        }
    )
    return [
        table(first, "po4a, extraction alone", f"{ARTICLES:,} articles"),
        table(again, "a bare interpreter", f"{ARTICLES:,} articles again, nothing changed"),
    ]


def _messages(seed: int) -> tuple[Message, ...]:
    writer = corpus.Writer(seed)
    texts = dict.fromkeys(writer.paragraph() for _ in range(MESSAGES + 2000))
    return tuple(Message(Key(None, text)) for text in list(texts)[:MESSAGES])


def merging(folder: Path) -> str:
    """A catalog of 20,000 messages and its template with one in twenty edited and one in twenty new."""
    chance = random.Random(7)
    old = _messages(3)
    locale = Locale("es")
    header = new_header(locale, Locale("en"), plural_forms(locale), "2026-01-01 00:00+0000")
    filled = tuple(replace(m, targets=(corpus.translate(m.key.source, "es"),)) for m in old)
    (folder / "old.po").write_bytes(render_catalog(Catalog("site", locale, filled, header), None))
    extra = iter(_messages(4))
    new: list[Message] = []
    for message in old:
        words = message.key.source.split(" ")
        if chance.random() < 0.05:
            words[chance.randrange(len(words))] = "changed"
        new.append(Message(Key(None, " ".join(words))))
        if chance.random() < 0.05:
            new.append(next(extra))
    (folder / "new.pot").write_bytes(render_catalog(Catalog("site", None, tuple(new), header), None))
    code = (
        "import datetime as dt, pathlib as p; from polypub.catalog.po import read_catalog as r, render_catalog as w;"
        "from polypub.catalog.merge import merge_catalog as m; old = p.Path('old.po').read_bytes();"
        "c = r(old, 'old.po'); t = r(p.Path('new.pot').read_bytes(), 'new.pot');"
        "p.Path('merged.po').write_bytes(w(m(c, t, dt.date(2026, 1, 1)).catalog, old))"
    )
    program = Path(sys.executable).with_name("pybabel")
    babel = [str(program), "-q", "update", "-N", "-i", "new.pot", "-o", "b.po", "-l", "es"]
    costs = take_turns(
        {
            "msgmerge -N, exact only": Command(
                ["msgmerge", "-q", "-N", "--no-wrap", "old.po", "new.pot", "-o", "m.po"], folder
            ),
            "Babel update -N, exact only": Command(
                babel, folder, lambda: shutil.copy(folder / "old.po", folder / "b.po")
            ),
            "polypub merge, edited ones found, read and written": Command([sys.executable, "-c", code], folder),
        }
    )
    return table(costs, "msgmerge -N, exact only", f"Merging {MESSAGES:,} messages")


def writing(folder: Path) -> str:
    """Ten of 20,000 messages changed."""
    edit = "for i in range(0, 20000, 2000): "
    ours = (
        "import pathlib as p; from dataclasses import replace; from polypub.catalog.po import read_catalog as r,"
        "render_catalog as w; d = p.Path('old.po').read_bytes(); c = r(d, 'old.po'); m = list(c.messages)\n"
        f"{edit} m[i] = replace(m[i], targets=('changed',))\n"
        "p.Path('ours.po').write_bytes(w(replace(c, messages=tuple(m)), d))"
    )
    theirs = f"import polib; c = polib.pofile('old.po')\n{edit} c[i].msgstr = 'changed'\nc.save('theirs.po')"
    costs = take_turns(
        {
            "polib, load and save": Command([sys.executable, "-c", theirs], folder),
            "polypub, read and write": Command([sys.executable, "-c", ours], folder),
        }
    )
    return table(costs, "polib, load and save", f"Writing {MESSAGES:,} messages back, ten changed")


if __name__ == "__main__":
    main()
