"""The parts of a tag and the data that serves it."""

from __future__ import annotations

import pytest

from polypub.cldr.subtags import Subtags, alpha3, data_name, likely_subtags, subtags
from polypub.model.locale import Locale


def test_parts_of_a_tag() -> None:
    """Only what the tag says is filled."""
    assert subtags(Locale("sr-Latn-RS")) == Subtags("sr", "Latn", "RS")
    assert subtags(Locale("ca-ES-valencia")) == Subtags("ca", "", "ES", "valencia")


@pytest.mark.parametrize(
    ("tag", "code"),
    [("es-MX", "spa"), ("be", "bel"), ("sr-Latn", "srp"), ("de", "deu"), ("nb", "nob"), ("spa", "spa"), ("xx", "")],
)
def test_three_letters(tag: str, code: str) -> None:
    """ISO 639-3 of the language alone, terminological where there are two codes."""
    assert alpha3(Locale(tag)) == code


@pytest.mark.parametrize(
    ("parts", "filled"),
    [
        (Subtags("be"), Subtags("be", "Cyrl", "BY")),
        (Subtags("zh", "Hant"), Subtags("zh", "Hant", "TW")),
        (Subtags("zh", "", "HK"), Subtags("zh", "Hant", "HK")),
        (Subtags("uz", "Cyrl"), Subtags("uz", "Cyrl", "UZ")),
        (Subtags("pa", "", "PK"), Subtags("pa", "Arab", "PK")),
        (Subtags("pa", "Guru", "PK"), Subtags("pa", "Guru", "PK")),
        (Subtags("xx"), Subtags("xx")),
    ],
)
def test_likely_parts(parts: Subtags, filled: Subtags) -> None:
    """Script and territory are filled in as CLDR has them, and never against what was said."""
    assert likely_subtags(parts) == filled


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("sr", "sr"), ("sr-Latn", "sr_Latn"), ("sr-ME", "sr_Latn_ME"), ("pa-PK", "pa_Arab_PK"), ("mn-Cyrl", "mn"),
        ("be-PL", "be"), ("be-tarask", "be_TARASK"), ("de-1996", "de"), ("bs-BA", "bs_Latn_BA"), ("ru-Arab", None),
        ("az-Cans", None), ("tlh", None), ("ca-valencia", "ca"),
    ],
)  # fmt: skip
def test_data_is_never_in_another_script(tag: str, name: str | None) -> None:
    """The data that serves a tag is its own or a shorter name's, in the script that the tag says or implies."""
    assert data_name(Locale(tag)) == name
