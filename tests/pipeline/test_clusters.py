"""Pages and their versions in other editions: what one page says of another is true, on any site."""

from __future__ import annotations

import random
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser


def _build(site: Any, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(6):
        section = chance.choice(["news/", "news/more/", "places/", ""])
        fields = {"date": f"2026-0{chance.randrange(3, 6)}-0{chance.randrange(1, 9)}"}
        if chance.random() < 0.4:
            fields["languages"] = f"[{', '.join(chance.sample(['en', 'be', 'ar'], chance.randrange(1, 4)))}]"
        site.article(f"{section}a{number}.md", f"Title {number}", "Words.\n\nMore words.\n", **fields)
    assert site.run("extract") == 0
    for path in (site.root / "locales").glob("*/LC_MESSAGES/**/*.po"):
        if chance.random() < 0.6:
            text = path.read_text("utf-8")
            head, _, rest = text.partition("\n\n")
            path.write_text(f"{head}\n\n" + rest.replace('msgstr ""', 'msgstr "Тэкст"'), "utf-8")


@pytest.mark.parametrize(("seed", "base"), [(1, ""), (2, "/portal"), (3, ""), (4, "/a/b"), (5, "")])
def test_alternates_agree(seed: int, base: str, make_site: Any) -> None:
    """Who lists another is listed by it, with the same addresses; each is a written page that is its own canonical."""
    policy = 'min_translated = 0.5\nmissing = "omit"\n' if seed % 2 else "min_translated = 0.5\n"
    site = make_site(f"[editions.en]\n[editions.be]\n{policy}[editions.ar]\n{policy}")
    site.replace("polypub.toml", "hill.example", f"hill.example{base}")
    _build(site, seed)
    site.render()
    pages = {}
    for path in (site.root / "public").rglob("*.html"):
        address = path.relative_to(site.root / "public").as_posix().removesuffix("index.html")
        pages[f"https://hill.example{base}/{address}"] = LexborHTMLParser(path.read_text("utf-8"))
    canonical = {url: [n.attributes["href"] for n in tree.css("link[rel=canonical]")] for url, tree in pages.items()}
    listed = {
        url: {n.attributes["hreflang"]: n.attributes["href"] for n in tree.css("link[rel=alternate]:not([type])")}
        for url, tree in pages.items()
    }
    assert any(listed.values())
    for url, others in listed.items():
        if others:
            assert url in others.values()
            assert "x-default" in others
        for target in others.values():
            assert canonical[target] == [target]
            assert listed[target] == others


@pytest.mark.parametrize("base", ["", "/portal"])
def test_every_link_leads_somewhere(base: str, make_site: Any) -> None:
    """No page links to a page of the site that was not written, whatever is missing in an edition."""
    site = make_site('[editions.en]\n[editions.be]\nmissing = "omit"\n[editions.ar]\n')
    site.replace("polypub.toml", "hill.example", f"hill.example{base}")
    _build(site, 9)
    site.article("news/hub.md", "Hub", "[a](a0.md) [b](../places/a1.md) [c](/files/x.txt) [d](/files/x.txt?a=1&b=2)\n")
    site.write("static/files/x.txt", "x")
    site.render()
    output = site.root / "public"
    for path in output.rglob("*.html"):
        for node in LexborHTMLParser(path.read_text("utf-8")).css("[href^='/'], [src^='/']"):
            address = (node.attributes.get("href") or node.attributes.get("src") or "").partition("?")[0]
            assert address.startswith(f"{base}/")
            file = output / address.removeprefix(f"{base}/")
            assert (file / "index.html").is_file() or file.is_file(), (path, address)
    assert f'href="{base}/files/x.txt?a=1&amp;b=2"' in site.page("en/news/hub")
