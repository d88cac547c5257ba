"""Files for hosts: which edition a browser's languages lead to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from polypub.config import load_project
from polypub.model.locale import Locale
from polypub.model.site import Edition
from polypub.render.hosts import language_rules

TAGS = ("en", "be", "zh-Hant", "zh-Hans", "pt-BR", "sr-Latn")


def _editions(*tags: str) -> list[Edition]:
    return [Edition(Locale(tag), tag.lower(), tag, Locale(tag)) for tag in tags]


def _lead(header: str) -> str:
    """Where the rules lead, tried as hosts try them."""
    for tag, prefix in language_rules(_editions(*TAGS)):
        if re.match(rf"\s*{tag}(?![a-z0-9])", header, re.IGNORECASE):
            return prefix
    return ""


@pytest.mark.parametrize(
    ("header", "prefix"),
    [
        ("be", "be"),
        ("be-BY,be;q=0.9,ru;q=0.8", "be"),
        ("BE;q=0.5", "be"),
        ("bem", ""),
        ("en-GB,en;q=0.9", "en"),
        ("zh-CN,zh;q=0.9", "zh-hans"),
        ("zh-TW", "zh-hant"),
        ("zh-Hans-SG", "zh-hans"),
        ("zh", "zh-hant"),
        ("pt-PT,pt;q=0.9", "pt-br"),
        ("sr-RS", "sr-latn"),
        ("ru,be;q=0.5", ""),
        ("*", ""),
        ("", ""),
    ],
)
def test_the_first_language_of_a_browser_decides(header: str, prefix: str) -> None:
    """A whole tag before its language; of several editions in a language the first; none for all others."""
    assert _lead(header) == prefix


@pytest.mark.parametrize("base", ["", "/portal"])
def test_the_files_name_every_edition(base: str, tmp_path: Path) -> None:
    """Each host's file leads `/`, and nothing else, to the editions, and names their pages for what is not there."""
    from polypub.cli.app import run

    text = f'name = "H"\nbase_url = "https://h.example{base}"\nsource = "en"\nhosts = ["apache", "netlify", "nginx"]\n'
    (tmp_path / "polypub.toml").write_text(f"{text}[editions.en]\n[editions.be]\n", "utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("---\ntitle: A\n---\n", "utf-8")
    assert load_project(tmp_path).hosts == ("apache", "netlify", "nginx")
    assert run(["--site", str(tmp_path), "--quiet", "render"]) == 0
    apache, netlify, nginx = (
        (tmp_path / "public" / name).read_text("utf-8") for name in (".htaccess", "_redirects", "nginx-languages.conf")
    )
    assert re.findall(r"^RewriteRule (\S+) (\S+)", apache, re.MULTILINE) == [
        ("^$", f"{base}/en/"),
        ("^$", f"{base}/be/"),
    ]
    assert f"ErrorDocument 404 {base}/be/404.html" in apache
    assert netlify.split("\n") == [
        f"{base}/ {base}/en/ 302 Language=en",
        f"{base}/ {base}/be/ 302 Language=be",
        f"{base}/en/* {base}/en/404.html 404",
        f"{base}/be/* {base}/be/404.html 404",
        "",
    ]
    assert f"location = {base}/ {{" in nginx
    assert re.findall(r'^  "~\*\^\\s\*(\S+)\(.*" "(\S+)";$', nginx, re.MULTILINE) == [("en", "en"), ("be", "be")]


def test_an_edition_at_the_root_is_chosen_by_no_host(tmp_path: Path) -> None:
    """There the front page is an edition's own, and a file of the site's own stays in any case."""
    from polypub.cli.app import run

    text = 'name = "H"\nbase_url = "https://h.example"\nsource = "en"\nhosts = ["netlify", "apache"]\n[editions.en]\n'
    (tmp_path / "polypub.toml").write_text(f'{text}prefix = ""\n[editions.be]\n', "utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "static").mkdir()
    (tmp_path / "static/_redirects").write_text("/a /b\n")
    assert run(["--site", str(tmp_path), "--quiet", "render"]) == 0
    assert not (tmp_path / "public/.htaccess").exists()
    (tmp_path / "polypub.toml").write_text(f"{text}[editions.be]\n", "utf-8")
    assert run(["--site", str(tmp_path), "--quiet", "render"]) == 0
    assert (tmp_path / "public/.htaccess").exists()
    assert (tmp_path / "public/_redirects").read_text() == "/a /b\n"
