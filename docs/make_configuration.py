"""Make docs/configuration.md from the docstrings of `polypub.config.keys`."""

from __future__ import annotations

import ast
import inspect
import json
from pathlib import Path

import msgspec
from msgspec.structs import FieldInfo, fields

from polypub.config import keys
from polypub.formats.fields import describe

PAGE = Path(__file__).with_name("configuration.md")
STRUCTS = (keys.SiteKeys, keys.ThemeKeys, keys.MenuKeys, keys.EditionKeys, keys.SectionPolicyKeys, keys.EngineKeys)
OPENING = """\
<!-- Made by docs/make_configuration.py from src/polypub/config/keys.py: change the docstrings there. -->

# Configuration

A site is configured by `polypub.toml` in its folder, or by the table `[tool.polypub]` of its `pyproject.toml`; having
both is an error. polypub looks in the current folder and then in each folder above it. Every mistake in the file is
reported at once, with its line: an unknown key (and the nearest known one), a wrong type, an unknown language.

```toml
name = "My site"
base_url = "https://example.org"
source = "en"
time_zone = "Europe/Warsaw"

[editions.pl]
min_translated = 0.9

[editions.ar]
unreviewed = "mark"
digits = "native"
```

Languages are BCP 47 tags (`zh-Hans`, `sr-Latn`, `pt-BR`); the spelling of gettext (`pt_BR`) is read too. On disk,
catalogs lie in folders of gettext's spelling: `locales/pt_BR/LC_MESSAGES/`.
"""


def make_page() -> str:
    """The whole page."""
    return "\n".join([OPENING, *(_section(struct) for struct in STRUCTS)])


def _section(struct: type[msgspec.Struct]) -> str:
    summary, _, rest = inspect.cleandoc(struct.__doc__ or "").partition("\n\n")
    rest = f"\n{' '.join(rest.split())}\n" if rest else ""
    rows = [_row(field, _docstrings(struct)[field.name]) for field in fields(struct)]
    head = "| key | value | default | meaning |\n|---|---|---|---|"
    return f"## {summary.rstrip('.')}\n{rest}\n{head}\n" + "\n".join(rows) + "\n"


def _row(field: FieldInfo, text: str) -> str:
    cells = (f"`{field.encode_name}`", _value(field), _default(field), text)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _value(field: FieldInfo) -> str:
    """What may be written, in the words of the error messages."""
    tables = {
        "theme": "a table",
        "editions": "one table per language",
        "engines": "one table per engine",
        "sections": "one table per section",
    }
    return tables.get(field.name) or describe(field.type)


def _default(field: FieldInfo) -> str:
    if field.required:
        return "**required**"
    value = field.default_factory() if field.default is msgspec.NODEFAULT else field.default
    if value is None or isinstance(value, msgspec.Struct) or value in ((), {}):
        return "–"
    return f"`{json.dumps(value)}`"


def _docstrings(struct: type[msgspec.Struct]) -> dict[str, str]:
    """The text under each key, on one line."""
    body = ast.parse(inspect.getsource(struct)).body[0]
    assert isinstance(body, ast.ClassDef)  # noqa: S101 - for the reader of types
    found: dict[str, str] = {}
    name = ""
    for node in body.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
        elif name and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found[name] = " ".join(str(node.value.value).split())
    return found


if __name__ == "__main__":
    PAGE.write_text(make_page(), encoding="utf-8")
