"""When pages are published: the policy of an edition, and those of its sections, which inherit key by key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from polypub.config.keys import EditionKeys, SectionPolicyKeys, SiteKeys
from polypub.formats.fields import FieldReader, nearest_name
from polypub.formats.values import Value
from polypub.model.site import Policy

_PUBLISHED_UNTIL = 0.5
_NOWHERE = Value({}, 0)


def read_policy(keys: EditionKeys, table: Value, name: str, reader: FieldReader) -> Policy:
    """An edition's policy; `table` and `name` are those of its keys, for the messages."""
    until = min(_PUBLISHED_UNTIL, keys.min_translated) if keys.withdraw_below is None else keys.withdraw_below
    policy = Policy(keys.min_translated, until, keys.unreviewed, keys.missing, keys.stale, keys.grace_days)
    _check_order(policy, table, name, reader)
    return policy


def read_section_policies(
    keys: EditionKeys, policy: Policy, table: Value, name: str, reader: FieldReader
) -> dict[str, Policy]:
    """The policies of an edition's sections by id, complete; `policy` is the edition's own."""
    tables = table.entries.get("sections", _NOWHERE).entries
    found: dict[str, Policy] = {}
    for section in sorted(keys.sections):  # one comes before those inside it
        around = section.rpartition("/")[0]
        while around and around not in found:
            around = around.rpartition("/")[0]
        found[section] = _inherit(keys.sections[section], found.get(around, policy))
        _check_order(found[section], tables[section], f"{name}.sections.{section}", reader)
    return found


def _inherit(keys: SectionPolicyKeys, around: Policy) -> Policy:
    own = {name: value for name in keys.__struct_fields__ if (value := getattr(keys, name)) is not None}
    policy = replace(around, **own)
    if keys.withdraw_below is None:
        policy = replace(policy, withdraw_below=min(around.withdraw_below, policy.min_translated))
    return policy


def _check_order(policy: Policy, table: Value, name: str, reader: FieldReader) -> None:
    published, until = policy.min_translated, policy.withdraw_below
    if until > published:
        what = f"`{name}.withdraw_below` ({until:g}) is above `min_translated` ({published:g})"
        line = table.entries.get("withdraw_below", table).line
        reader.wrong(what, line, "A page would be withdrawn as soon as it is published.")


def check_section_names(keys: SiteKeys, table: Value, content: Path, reader: FieldReader) -> None:
    """Note every section of `[editions.….sections]` that is no folder below `content/`, with the nearest that is."""
    editions = table.entries.get("editions", _NOWHERE).entries
    for tag, edition in keys.editions.items():
        named: Mapping[str, Value] = editions[tag].entries.get("sections", _NOWHERE).entries
        for section in edition.sections:
            if not _is_section(content, section):
                hint = _nearest_folder(content, section)
                reader.wrong(f"`editions.{tag}.sections`: there is no section `{section}`", named[section].line, hint)


def _is_section(content: Path, section: str) -> bool:
    parts = section.split("/")
    if any(part in ("", ".", "..") or "\0" in part or "\\" in part for part in parts):
        return False
    folder = content
    for part in parts:  # a disk that ignores case would take `News` for `news`
        if not folder.is_dir() or part not in {entry.name for entry in folder.iterdir() if entry.is_dir()}:
            return False
        folder /= part
    return True


def _nearest_folder(content: Path, section: str) -> str:
    folders = [path.relative_to(content).as_posix() for path in sorted(content.rglob("*")) if path.is_dir()]
    nearest = nearest_name(section, folders)
    return f"Did you mean `{nearest}`?" if nearest else "A section is a folder below `content/`, such as `news`."
