"""How often the checks alarm on catalogs that the world has reviewed, and what they cost beside `pofilter`.

    python benchmarks/checks.py alarms PLACE...                 shares by rule and by language
    python benchmarks/checks.py show RULE PLACE... [--most N]   what a rule finds, to be read by eye
    python benchmarks/checks.py speed PLACE... [--docs FILE]    CPU of both, in turns

A place is a wheel or a folder that holds `LANGUAGE/LC_MESSAGES/*.po`.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from measure import Command, take_turns

from polypub.catalog.po import read_catalog
from polypub.check.catalog import check_catalog
from polypub.check.settings import CheckSettings
from polypub.cldr.tags import parse_locale
from polypub.errors import PolypubError
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Message, state_of
from polypub.model.page import Finding

ENGLISH = Locale("en")
ALARMS = ("error", "warning")
MARKER = "<!-- checks -->"
_DEFAULT = re.compile(r'Default: "(.*)"\Z', re.DOTALL)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("alarms", "show", "speed"))
    parser.add_argument("places", nargs="+")
    parser.add_argument("--most", type=int, default=60)
    parser.add_argument("--language", help="show this language only")
    parser.add_argument("--docs", type=Path, help="the page to write the figures into")
    parser.add_argument("--only", help="internal: check the files of one folder, for the measurement")
    arguments = parser.parse_args()
    if arguments.what == "alarms":
        write(arguments.docs, alarms(load(arguments.places)), "alarms")
    elif arguments.what == "show":
        show(arguments.places[0], load(arguments.places[1:]), arguments)
    elif arguments.only:
        check_folder(Path(arguments.only))
    else:
        write(arguments.docs, speed(arguments.places), "speed")


def load(places: Iterable[str]) -> Iterator[Catalog]:
    """The catalogs in some places that can be read and are not in English, reviewed messages only."""
    for name, data in find(places):
        locale = locale_of(name)
        if locale is None or locale.split("-")[0] == ENGLISH:
            continue
        try:
            catalog = read_catalog(data, name, "", locale)
        except PolypubError:
            continue
        reviewed = (m for m in catalog.messages if not m.obsolete and state_of(m).publishable)
        yield replace(catalog, messages=tuple(message for m in reviewed if (message := with_source(m))))


def find(places: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Name and content of every PO file, in order."""
    for place in places:
        path = Path(place)
        if path.is_dir():
            for file in sorted(path.rglob("*.po")):
                yield str(file), file.read_bytes()
        else:
            with zipfile.ZipFile(path) as wheel:
                for name in sorted(name for name in wheel.namelist() if name.endswith(".po")):
                    yield f"{path.name}/{name}", wheel.read(name)


def locale_of(name: str) -> Locale | None:
    """The locale that a file's folder names."""
    found = re.search(r"/([\w@.-]+)/LC_MESSAGES/", name)
    try:
        return parse_locale(found[1]) if found else None
    except PolypubError:
        return None


def with_source(message: Message) -> Message | None:
    """The message as its translators saw it: Zope's catalogs have the English text in a comment; None without one."""
    if not message.notes or not any(note.startswith("Default:") for note in message.notes):
        return None if re.fullmatch(r"[a-z0-9]+(?:[_:.-]+\w+)+", message.key.source) else message
    found = _DEFAULT.search("\n".join(message.notes).partition("\nDefault:")[0]) or _DEFAULT.search(
        "\n".join(note for note in message.notes if note.startswith("Default:"))
    )
    if not found:
        return None
    text = found[1].replace('\\"', '"').replace("\\n", "\n")
    return replace(message, key=replace(message.key, source=text))


@dataclass
class Tally:
    """What was counted of a language, or of all."""

    messages: int = 0
    alarmed: int = 0
    by_rule: Counter[str] = field(default_factory=Counter)


def findings_of(catalog: Catalog) -> Iterator[Finding]:
    """All findings of a catalog, as the table judges them."""
    return check_catalog(catalog, CheckSettings(ENGLISH))


def alarms(catalogs: Iterable[Catalog]) -> str:
    """The share of messages with an alarm, by rule and by language, as Markdown."""
    total, languages, notes = Tally(), {}, Counter[str]()
    for catalog in catalogs:
        tally = languages.setdefault(catalog.locale, Tally())
        found: dict[int, set[str]] = {}
        for finding in findings_of(catalog):
            if finding.severity in ALARMS:
                found.setdefault(finding.line, set()).add(finding.rule)
            else:
                notes[finding.rule] += 1
        for count in (tally, total):
            count.messages += len(catalog.messages)
            count.alarmed += len(found)
            count.by_rule.update(rule for rules in found.values() for rule in rules)
    return _table(total, languages, notes)


def _table(total: Tally, languages: dict[Locale | None, Tally], notes: Counter[str]) -> str:
    lines = [
        f"{total.alarmed} of {total.messages} reviewed messages in {len(languages)} languages have an alarm:"
        f" {total.alarmed / max(1, total.messages):.2%}.",
        "",
        "| rule | messages | share |",
        "|---|---|---|",
        *(f"| {rule} | {count} | {count / total.messages:.3%} |" for rule, count in total.by_rule.most_common()),
    ]
    worst = sorted(languages.items(), key=lambda item: -item[1].alarmed / max(1, item[1].messages))
    listed = [
        f"{locale} {tally.alarmed}/{tally.messages} ({', '.join(f'{r} {n}' for r, n in tally.by_rule.most_common(4))})"
        for locale, tally in worst[:40]
    ]
    print("\n".join(listed), file=sys.stderr)
    print("notes:", dict(notes.most_common()), file=sys.stderr)
    return "\n".join([*lines, ""])


def show(rule: str, catalogs: Iterable[Catalog], arguments: argparse.Namespace) -> None:
    """A random choice of what a rule finds, always the same."""
    found = []
    for catalog in catalogs:
        if arguments.language and catalog.locale != arguments.language:
            continue
        messages = {message.line: message for message in catalog.messages}
        found.extend(
            (catalog.locale, finding, messages[finding.line])
            for finding in findings_of(catalog)
            if finding.rule == rule and finding.line in messages
        )
    random.Random(1).shuffle(found)
    for locale, finding, message in found[: arguments.most]:
        print(f"{locale} | {finding.text} | {finding.part!r}\n   {message.key.source!r}\n   {message.targets!r}")
    print(len(found), "in all")


def speed(places: Iterable[str]) -> str:
    """CPU of `pofilter` and of the checks on the same files, in turns."""
    with tempfile.TemporaryDirectory() as name:
        folder, count = Path(name) / "po", 0
        for number, (path, data) in enumerate(find(places)):
            locale = locale_of(path)
            if locale and locale.split("-")[0] != ENGLISH:
                target = folder / str(number) / locale / "LC_MESSAGES" / "x.po"
                target.parent.mkdir(parents=True)
                target.write_bytes(data)
                count += data.count(b"\nmsgid ")
        ours = [sys.executable, __file__, "speed", ".", "--only", str(folder)]
        costs = take_turns(
            {
                "pofilter": Command(["pofilter", "--progress=none", str(folder), f"{name}/found"], Path(name)),
                "polypub, read and check": Command(ours, Path(name)),
            }
        )
    base = costs["pofilter"]
    rows = [f"| {what} | {cost.cpu / base.cpu:.2f} | {cost.peak:.0f} MiB |" for what, cost in costs.items()]
    head = f"### Checking {count:,} messages\n\n| what | CPU, pofilter = 1 | peak memory |\n|---|---|---|"
    return "\n".join([head, *rows, ""])


def check_folder(folder: Path) -> None:
    """Read and check every file below a folder."""
    found = 0
    for name, data in find([str(folder)]):
        try:
            catalog = read_catalog(data, name, "", locale_of(name))
        except PolypubError:
            continue
        found += sum(1 for _ in findings_of(catalog))
    print(found)


def write(page: Path | None, figures: str, name: str) -> None:
    """Print the figures, and put them into a page between their markers, at its end when it has none."""
    print(figures)
    if page is None:
        return
    begin, end = f"<!-- checks {name} -->", f"<!-- /checks {name} -->"
    text = page.read_text(encoding="utf-8")
    before, found, rest = text.partition(begin)
    after = rest.partition(end)[2] if found else "\n"
    page.write_text(f"{before.rstrip()}\n\n{begin}\n\n{figures}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
