"""Plural headers of every locale, judged by gettext and by CLDR."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from polypub.cldr.babel_locale import babel_locale
from polypub.cldr.plurals import compile_plural, plural_categories, plural_count, plural_examples, plural_forms
from polypub.cldr.subtags import subtags
from polypub.cldr.tags import known_locales, to_gettext
from polypub.model.locale import Locale

HEADERS: dict[str, Locale] = {}
for _locale in known_locales():
    HEADERS.setdefault(plural_forms(_locale), _locale)
GNU = {"ga", "he", "lv", "pt"}
"""Languages whose catalogs have GNU's forms and not CLDR's; Brazilian Portuguese has both."""
CLDR = [locale for locale in known_locales() if subtags(locale).language not in GNU or locale.startswith("pt-BR")]
RULES = {str(babel_locale(locale).plural_form.rules): locale for locale in CLDR}
"""A locale for each set of rules."""

EAST_SLAVIC = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"


@pytest.mark.parametrize(
    ("tags", "header"),
    [
        ("be ru uk sr sr-Latn hr bs be-tarask", EAST_SLAVIC),
        ("en de es it he hu tr pt pt-PT ca nl sv ka el eo", "nplurals=2; plural=(n != 1);"),
        ("fr pt-BR fr-CA ht hi fa", "nplurals=2; plural=(n > 1);"),
        ("ja zh-Hans zh-Hant ko vi th id", "nplurals=1; plural=0;"),
        ("cs sk", "nplurals=3; plural=(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2);"),
        ("pl", "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"),
        ("ga se", "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);"),
        ("lv", "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);"),
    ],
)
def test_headers(tags: str, header: str) -> None:
    """Well-known languages have the header that gettext's manual gives them."""
    assert {plural_forms(Locale(tag)) for tag in tags.split()} == {header}


@pytest.mark.parametrize(
    ("tag", "examples"),
    [("be", (1, 2, 5)), ("en", (1, 2)), ("fr", (1, 2)), ("ja", (1,)), ("ar", (0, 1, 2, 3, 11, 100)), ("cs", (1, 2, 5)),
     ("lt", (1, 2, 10)), ("cy", (0, 1, 2, 3, 6, 4)), ("lv", (1, 2, 0)), ("br", (1, 2, 3, 1_000_000, 5))],
)  # fmt: skip
def test_examples(tag: str, examples: tuple[int, ...]) -> None:
    """Each form has a small number that takes it."""
    assert plural_examples(Locale(tag)) == examples


@pytest.mark.parametrize("header", HEADERS)
def test_examples_take_their_form(header: str) -> None:
    """The example of each form of each header takes that form."""
    locale = HEADERS[header]
    form_of = compile_plural(header)
    assert [form_of(number) for number in plural_examples(locale)] == list(range(plural_count(locale)))


@pytest.mark.parametrize("locale", RULES.values())
def test_forms_are_cldrs_categories(locale: Locale) -> None:
    """The form of every number is the place of its category among CLDR's, but for the languages of GNU's table."""
    form_of, categories = compile_plural(plural_forms(locale)), plural_categories(locale)
    rule = babel_locale(locale).plural_form
    for number in (*range(201), 1000, 1001, 1_000_001, 100_000):
        assert categories[form_of(number)] == rule(number)


def test_the_gnu_exceptions_are_exceptions() -> None:
    """Each language of GNU's table does differ from CLDR, so that none stays there for nothing."""
    for language in GNU:
        categories, rule = plural_categories(Locale(language)), babel_locale(Locale(language)).plural_form
        form_of = compile_plural(plural_forms(Locale(language)))
        assert any(categories[form_of(number)] != rule(number) for number in range(201))


def msgfmt_accepts(header: str) -> bool:
    """Whether `msgfmt --check` takes a catalog with this header."""
    catalog = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: {header}\\n"\n'
    catalog += '\nmsgid "a"\nmsgid_plural "b"\n'
    catalog += "".join(f'msgstr[{form}] "x"\n' for form in range(plural_count(HEADERS[header])))
    done = subprocess.run(
        ["msgfmt", "--check-header", "--check-format", "-o", "/dev/null", "-"],
        input=catalog, capture_output=True, check=False, text=True,
    )  # fmt: skip
    return done.returncode == 0 and "lural" not in done.stderr


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
def test_gettext_accepts_every_header() -> None:
    """The header of every locale passes `msgfmt --check-header`, with as many forms as plural_count says."""
    assert [locale for header, locale in HEADERS.items() if not msgfmt_accepts(header)] == []


@pytest.mark.skipif(not shutil.which("msginit"), reason="gettext is not installed")
@pytest.mark.parametrize(
    "tag",
    (
        "be bg cs da de el en eo es et fi fr ga he hr hu it ja ko lt lv nb nl pl pt pt-BR ro ru sk sl sr sv tr uk vi"
    ).split(),
)
def test_headers_mean_what_msginit_writes(tag: str) -> None:
    """For the languages that gettext itself knows, a new catalog's header means the same."""
    template = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    template += '\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\n'
    done = subprocess.run(
        ["msginit", "--no-translator", "--no-wrap", "-l", to_gettext(Locale(tag)), "-i", "-", "-o", "-"],
        input=template, capture_output=True, check=True, text=True,
    )  # fmt: skip
    line = next(line for line in done.stdout.splitlines() if line.startswith('"Plural-Forms: '))
    theirs = compile_plural(line.removeprefix('"Plural-Forms: ').removesuffix('\\n"'))
    ours = compile_plural(plural_forms(Locale(tag)))
    assert [ours(number) for number in range(1000)] == [theirs(number) for number in range(1000)]
