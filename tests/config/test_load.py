"""The configuration: found, read, and wrong in a way that a person can repair."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import polypub
from polypub.config import Project, find_project, load_project
from polypub.config.keys import EditionKeys, EngineKeys, SiteKeys, ThemeKeys
from polypub.errors import ConfigError, UsageError
from polypub.model.engine import EngineSettings
from polypub.model.site import Policy

MINIMAL = 'name = "Land"\nbase_url = "https://example.org"\nsource = "en"\n'


def load(folder: Path, text: str, file: str = "polypub.toml") -> Project:
    """The project of a folder with this configuration."""
    (folder / file).write_text(text, encoding="utf-8")
    return load_project(folder)


def problems(folder: Path, text: str) -> list[str]:
    """What is wrong with a configuration, as people read it, without hints."""
    with pytest.raises(ConfigError) as caught:
        load(folder, text)
    return [str(problem).partition("\n")[0] for problem in caught.value.problems]


def test_the_nearest_configuration_above_is_found(tmp_path: Path) -> None:
    """A command works from any folder of the site."""
    inner = tmp_path / "content" / "news"
    inner.mkdir(parents=True)
    (tmp_path / "polypub.toml").write_text(MINIMAL)
    (inner.parent / "pyproject.toml").write_text("[tool.other]\nname = 'polypub'\n")
    assert find_project(inner) == find_project(tmp_path) == tmp_path.resolve()


def test_without_a_configuration_the_way_to_one_is_told(tmp_path: Path) -> None:
    """No configuration anywhere above is wrong use, and the message says what to do."""
    with pytest.raises(UsageError, match="polypub init"):
        find_project(tmp_path)
    with pytest.raises(UsageError, match="polypub init"):
        load_project(tmp_path)


def test_two_configurations_in_one_folder_are_an_error(tmp_path: Path) -> None:
    """Nobody has to guess which of two configurations counts."""
    (tmp_path / "polypub.toml").write_text(MINIMAL)
    (tmp_path / "pyproject.toml").write_text("[tool.polypub]\nname = 'x'\n")
    for function in (find_project, load_project):
        with pytest.raises(ConfigError, match="has both"):
            function(tmp_path)


def test_a_pyproject_configures_a_site_too(tmp_path: Path) -> None:
    """`[tool.polypub]` reads like `polypub.toml`, and its errors have the lines of the whole file."""
    table = '[project]\nname = "p"\n\n[tool.polypub]\nname = "Land"\nbase_url = "https://example.org"\nsource = "en"\n'
    project = load(tmp_path, table + "[tool.polypub.editions.be]\n", "pyproject.toml")
    assert (project.name, [edition.locale for edition in project.editions]) == ("Land", ["en", "be"])
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, table + '[tool.polypub.editions.be]\nprefx = "b"\n', "pyproject.toml")
    assert str(caught.value) == (
        "pyproject.toml:9: unknown key `editions.be.prefx`\n  Did you mean `editions.be.prefix`?"
    )


def test_defaults_are_those_that_a_user_expects(tmp_path: Path) -> None:
    """Three lines make a site: one edition under its tag, written to `public`, in the built-in theme, no engine."""
    project = load(tmp_path, MINIMAL)
    (edition,) = project.editions
    assert (edition.locale, edition.prefix, edition.autonym, edition.formats) == ("en", "en", "English", "en")
    assert (edition.policy, edition.first_day, edition.digits) == (Policy(), None, "latn")
    assert (project.output, project.zone, project.page_size) == (tmp_path.resolve() / "public", "UTC", 20)
    assert (project.engine, project.engine_for(edition.locale)) == (None, None)
    package = Path(polypub.__file__).parent
    assert project.theme_root in (package / "theme", package.parent.parent)


def test_editions_keep_their_order_and_their_settings(tmp_path: Path) -> None:
    """The source edition comes first unless it is listed; every key of an edition is kept."""
    text = MINIMAL + (
        'formats = "en-GB"\nengine = "apertium"\ntime_zone = "Europe/Minsk"\n'
        "[editions.pt_BR]\nmin_translated = 0.3\n"
        '[editions.en]\nprefix = ""\nfirst_day = "sunday"\n'
        '[editions.be]\nprefix = "by"\nautonym = "Беларуская"\nengine = "deepl"\ndigits = "native"\n'
        'unreviewed = "mark"\nmissing = "omit"\nwithdraw_below = 0\ndates = {article = "long"}\nfirst_day = 0\n'
    )
    project = load(tmp_path, text)
    brazil, english, belarus = project.editions
    assert (brazil.locale, brazil.prefix, brazil.policy) == ("pt-BR", "pt-BR", Policy(0.3, 0.3))
    assert (english.prefix, english.first_day, english.formats) == ("", 6, "en-GB")
    assert (belarus.prefix, belarus.autonym, belarus.first_day, belarus.digits) == ("by", "Беларуская", 0, "native")
    assert belarus.policy == Policy(0.8, 0, "mark", "omit")
    assert project.policies[belarus.locale] == belarus.policy
    assert belarus.dates == {"article": "long"}
    assert [project.engine_for(edition.locale) for edition in project.editions] == ["apertium", "apertium", "deepl"]
    assert (str(project.timezone), project.edition(belarus.locale)) == ("Europe/Minsk", belarus)


def test_a_site_can_be_its_own_theme(tmp_path: Path) -> None:
    """`root = "."` takes the theme from the site; options pass as they are."""
    project = load(tmp_path, MINIMAL + '[theme]\nroot = "."\n[theme.options]\narchive = true\n')
    assert (project.theme_root, project.theme_options) == (tmp_path.resolve(), {"archive": True})


def test_the_digest_is_of_what_the_configuration_says(tmp_path: Path) -> None:
    """Comments change nothing; a value does, and so does the order of editions."""
    first = load(tmp_path, MINIMAL + "[editions.be]\n[editions.pl]\n").digest
    assert load(tmp_path, "# why\n" + MINIMAL + "\n[editions.be]\n\n[editions.pl]").digest == first
    assert load(tmp_path, MINIMAL + "[editions.pl]\n[editions.be]\n").digest != first
    assert load(tmp_path, MINIMAL.replace("Land", "Sea") + "[editions.be]\n[editions.pl]\n").digest != first


def test_every_problem_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    """Unknown keys, wrong types, unknown locales, bad addresses and clashes come in one error, by line."""
    text = """\
nam = "x"
base_url = "example"
source = "enn"
time_zone = "Europe/Minks"
page_size = 0
catalogs = "folder"
translatable_fields = ["title",
  3]
output = "content/x"
formats = "en_XX_yy"
[theme]
root = "nowhere"
[editions]
be = {prefix = "a/b", digits = "latin", min_translated = 2, first_day = "mo"}
[editions.qqq]
[editions.ru]
min_translated = 0.4
withdraw_below = 0.6
[editions.ru_RU]
prefix = "ru"
[editions.pl]
prefix = "RU"
[editions.PL]
"""
    found = problems(tmp_path, text)
    assert [
        re.sub(r"[,:]? .*", "", line.removeprefix("polypub.toml:").replace(": ", " ", 1)) for line in found[1:]
    ] == ("1 2 3 4 5 6 8 9 10 12 14 14 14 14 15 18 20 22 23".split())
    assert found[0] == "polypub.toml: `name` is missing"
    assert 'polypub.toml:20: `editions.ru_RU` has the prefix "ru", which `editions.ru` has too' in found
    assert "polypub.toml:18: `editions.ru.withdraw_below` (0.6) is above `min_translated` (0.4)" in found


def test_engines_are_configured_by_name(tmp_path: Path) -> None:
    """A table's name is the engine's unless it says otherwise; the key's file is the site's."""
    text = MINIMAL + (
        '[engines.deepl]\nkey_file = "../deepl.key"\nprice = 20\n[engines.deepl.options]\nformality = "prefer_less"\n'
        '[engines.office]\nengine = "libretranslate"\nurl = "http://127.0.0.1:5000/"\nworkers = 3\n'
    )
    settings = load(tmp_path, text).engine_settings
    assert settings["deepl"] == EngineSettings(
        name="deepl",
        engine="deepl",
        key_file=str(tmp_path / "../deepl.key"),
        price=20.0,
        options={"formality": "prefer_less"},
    )
    office = settings["office"]
    assert (office.engine, office.url, office.workers, office.price) == (
        "libretranslate",
        "http://127.0.0.1:5000",
        3,
        None,
    )


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("[engines.x]\ntimout = 3", "polypub.toml:5: unknown key `engines.x.timout`"),
        ("[engines.x]\nworkers = 0", "polypub.toml:5: `engines.x.workers` must be a whole number from 1 to 64, not 0"),
        ("[engines.x]\nprice = -1", "polypub.toml:5: `engines.x.price` must be a number of at least 0, not -1"),
        ("[engines.x]\nurl = 'ftp:x'", "polypub.toml:5: `engines.x.url` must be an absolute address"),
        ("[engines.'two words']", 'polypub.toml:4: `engines`: "two words" is not one word'),
        ("engines = 3", "polypub.toml:4: `engines` must be a table of tables, not 3"),
    ],
)
def test_wrong_settings_of_an_engine_are_told_by_line(tmp_path: Path, lines: str, message: str) -> None:
    """As in every other table."""
    assert problems(tmp_path, MINIMAL + lines)[0].startswith(message)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('tagline = 5\nnam = "x"', "polypub.toml:4: `tagline` must be text, not 5"),
        ('translatable_fields = ["date"]', "polypub.toml:4: `translatable_fields`: `date` is not the site's own field"),
        ('time_zone = "Europe"', 'polypub.toml:4: `time_zone`: there is no time zone "Europe"'),
        ('time_zone = "../x"', 'polypub.toml:4: `time_zone`: there is no time zone "../x"'),
        ('time_zone = ""', 'polypub.toml:4: `time_zone`: there is no time zone ""'),
        ('output = "x/../content"', 'polypub.toml:4: `output`: "x/../content" is where the site itself lies'),
        ('output = "\\u0000"', "polypub.toml:4: `output` must be a folder"),
        ('output = "."', 'polypub.toml:4: `output`: "." is where the site itself lies'),
        ('name = "twice"', "polypub.toml:4: a key is given twice"),
        ("editions = 3", "polypub.toml:4: `editions` must be a table of tables, not 3"),
        ("[editions.be]\nformats = 'xx-Q'", "polypub.toml:5: `editions.be.formats`: "),
        ("[[editions.be]]", "polypub.toml:4: `editions.be` must be a table with prefix, "),
    ],
)
def test_a_wrong_line_is_told_by_its_number(tmp_path: Path, line: str, message: str) -> None:
    """What is wrong with one line is said with the number of that line."""
    assert any(found.startswith(message) for found in problems(tmp_path, MINIMAL + line + "\n"))


@pytest.mark.parametrize(
    "url", ["example.org", "ftp://x.org", "https://", "https://x.org?a", "https://x:y", "http://[::1", "//x"]
)
def test_a_base_url_is_an_absolute_address(tmp_path: Path, url: str) -> None:
    """An address that no browser could open is refused."""
    (found,) = problems(tmp_path, MINIMAL.replace("https://example.org", url))
    assert found.startswith("polypub.toml:2: `base_url`")


@pytest.mark.parametrize(
    ("url", "kept"), [("https://x.org/", "https://x.org"), ("http://localhost:8000/a/b/", "http://localhost:8000/a/b")]
)
def test_a_base_url_is_kept_without_its_final_slash(tmp_path: Path, url: str, kept: str) -> None:
    """Addresses are built on it with a slash of their own."""
    assert load(tmp_path, MINIMAL.replace("https://example.org", url)).base_url == kept


def test_a_configuration_in_another_encoding_is_an_error(tmp_path: Path) -> None:
    """A byte that is not UTF-8 has a line as well."""
    (tmp_path / "polypub.toml").write_bytes(MINIMAL.encode() + b'tagline = "\xe9"\n')
    with pytest.raises(ConfigError, match=r"polypub\.toml:4: byte 0xe9"):
        load_project(tmp_path)


JSON = st.one_of(
    st.text("aZ0-/.:\u0416", max_size=5),
    st.integers(-1, 9),
    st.booleans(),
    st.floats(0, 2),
    st.sampled_from(["be", "en", "long"]),
).map(
    lambda value: (
        str(value).lower() if isinstance(value, bool) else f'"{value}"' if isinstance(value, str) else repr(value)
    )
)
LINES = st.dictionaries(st.sampled_from(sorted(EditionKeys.__struct_fields__)), JSON, max_size=5)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples of a property."""
    return tmp_path_factory.mktemp("any")


@settings(max_examples=60, deadline=None)
@given(
    top=st.dictionaries(st.sampled_from(sorted(SiteKeys.__struct_fields__)), JSON),
    edition=LINES,
    tag=st.sampled_from(["be", "x", "sr@latin"]),
)
def test_any_values_are_a_project_or_named_problems(
    folder: Path, top: dict[str, str], edition: dict[str, str], tag: str
) -> None:
    """Law: whatever the values, the outcome is a project or a ConfigError whose problems all have a file and a text."""
    top.pop("editions", None)
    text = "\n".join(f"{key} = {value}" for key, value in top.items()) + f'\n[editions."{tag}"]\n'
    text += "\n".join(f"{key} = {value}" for key, value in edition.items())
    try:
        load(folder, text)
    except ConfigError as error:
        named = {(bool(problem.text), problem.path) for problem in error.problems}
    else:
        named = {(True, "polypub.toml")}
    assert named == {(True, "polypub.toml")}


@pytest.mark.parametrize("keys", [SiteKeys, EditionKeys, ThemeKeys, EngineKeys])
def test_every_key_is_documented(keys: type) -> None:
    """The configuration reference is made of the texts under the keys: each has one."""
    source = (Path(polypub.__file__).parent / "config" / "keys.py").read_text(encoding="utf-8")
    for name in keys.__struct_fields__:
        assert re.search(rf'^    {name}: .*\n    """\S', source, re.MULTILINE), name
