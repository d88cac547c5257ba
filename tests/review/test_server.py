"""The preview over HTTP: pages, files, word of changes, and everything it refuses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.previews import MILL, MILL_BE, Running, copy_news, edit, open_preview, serve

from polypub.errors import UsageError
from polypub.review.preview import Preview
from polypub.review.server import make_app, run_server


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The golden site, served."""
    with serve(copy_news(tmp_path_factory.mktemp("served"))) as running:
        yield running


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/be/", 200, "text/html; charset=utf-8"),
        ("/be/places/old-mill/", 200, "text/html; charset=utf-8"),
        ("/be/places/old-mill/index.html", 200, "text/html; charset=utf-8"),
        ("/be/feed.xml", 200, "application/atom+xml; charset=utf-8"),
        ("/sitemap.xml", 200, "text/xml; charset=utf-8"),
        ("/robots.txt", 200, "text/plain; charset=utf-8"),
        ("/theme/style.css", 200, "text/css; charset=utf-8"),
        ("/theme/favicon.svg", 200, "image/svg+xml; charset=utf-8"),
        ("/en-XA/places/old-mill/", 200, "text/html; charset=utf-8"),
        ("/ar-XB/", 200, "text/html; charset=utf-8"),
        ("/_polypub/assets/preview.js", 200, "text/javascript; charset=utf-8"),
        ("/_polypub/source?article=places/old-mill", 200, "text/plain; charset=utf-8"),
        ("/be/nothing/", 404, "text/html; charset=utf-8"),
        ("/nothing", 404, "text/html; charset=utf-8"),
        ("/_polypub/source?article=../polypub", 404, "text/plain; charset=utf-8"),
        ("/_polypub/assets/../server.py", 404, "text/plain; charset=utf-8"),
    ],
)
def test_every_address_has_its_answer(running: Running, path: str, status: int, kind: str) -> None:
    """Pages, feeds, sitemaps, static files: each with its content type, none to be kept by the browser."""
    answer = running.get(path)
    assert (answer.status, answer.headers["content-type"]) == (status, kind)
    assert answer.headers["cache-control"] == "no-store"


def test_a_folder_without_its_slash_leads_to_the_page(running: Running) -> None:
    """As on hosts of static sites."""
    answer = running.get("/be/places")
    assert (answer.status, answer.headers["location"]) == (307, "/be/places/")


def test_what_is_not_found_is_told_in_the_language_of_its_edition(running: Running) -> None:
    """The 404 page is the one that the edition has."""
    assert '<html lang="be"' in running.get("/be/nothing/").text
    assert '<html lang="en"' in running.get("/nothing").text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "localhost:1", "evil.example:{port}", "127.0.0.1.nip.io:{port}"]
)
def test_another_name_is_refused(running: Running, host: str) -> None:
    """A page of the internet whose name leads to this machine gets nothing."""
    answer = running.get("/be/", host=host.format(port=running.port))
    assert answer.status == 421
    assert "old-mill" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
def test_this_machines_own_names_are_answered(running: Running, host: str) -> None:
    """With the port that the preview listens on."""
    assert running.get("/be/", host=host.format(port=running.port)).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_but_reading_is_allowed(running: Running, method: str) -> None:
    """Pages are read, and that is all."""
    assert running.get("/be/", method=method).status == 405


def test_a_head_has_the_length_and_no_body(running: Running) -> None:
    """HEAD answers as GET does, without the page."""
    answer = running.get("/be/", method="HEAD")
    assert (answer.status, answer.text) == (200, "")
    assert int(answer.headers["content-length"]) > 1000


@pytest.mark.parametrize(
    "path",
    [
        "/../polypub.toml",
        "/%2e%2e/polypub.toml",
        "/be/%2e%2e%2fpolypub.toml",
        "/theme/..%2f..%2fpolypub.toml",
        "/%252e%252e/polypub.toml",
        "/..%5cpolypub.toml",
        "//polypub.toml",
        "/polypub.toml",
        "/content/places/old-mill.md",
        "/locales/be/LC_MESSAGES/site.po",
        "/.polypub/.gitignore",
        "/link.txt",
        "/linked/secret.txt",
        "/%00",
    ],
)
def test_no_file_but_the_sites_own_is_served(running: Running, tmp_path: Path, path: str) -> None:
    """Neither sources nor what lies around the site, by dots, links or encodings."""
    (tmp_path / "secret.txt").write_text("hidden words")
    static = running.root / "static"
    static.mkdir(exist_ok=True)
    for name, target in (("link.txt", tmp_path / "secret.txt"), ("linked", tmp_path)):
        (static / name).unlink(missing_ok=True)
        (static / name).symlink_to(target)
    running.preview.refresh([static])
    answer = running.get(path)
    assert answer.status == 404
    assert "hidden words" not in answer.text
    assert "base_url" not in answer.text


def test_a_file_that_became_a_link_is_not_followed(running: Running, tmp_path: Path) -> None:
    """Not even before the watch has told of it."""
    file = running.root / "static" / "plain.txt"
    file.parent.mkdir(exist_ok=True)
    file.write_text("plain")
    running.preview.refresh([file])
    (tmp_path / "secret.txt").write_text("hidden words")
    file.unlink()
    file.symlink_to(tmp_path / "secret.txt")
    assert "hidden words" not in running.get("/plain.txt").text


def test_pages_are_bound_to_load_nothing_foreign(running: Running) -> None:
    """Scripts come from the site alone, and nobody may frame, sniff or embed what is served."""
    headers = running.get("/be/").headers
    assert "script-src 'self';" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_a_script_that_stands_in_a_template_may_run(tmp_path: Path) -> None:
    """It is the site's own: the policy names its digest, and no other's."""
    root = copy_news(tmp_path)
    (root / "templates").mkdir()
    page = '{% extends "theme/home.html" %}{% block footer_extra %}<script>let mine = 1;</script>{% endblock %}'
    (root / "templates/home.html").write_text(page)
    with serve(root) as running:
        answer = running.get("/be/")
        assert "<script>let mine = 1;</script>" in answer.text
        assert "script-src 'self' 'sha256-" in answer.headers["content-security-policy"]


def test_the_page_is_the_rendered_one_with_its_facts_behind_it(running: Running) -> None:
    """What is added stands at the end of the body: the facts as data, and the preview's script."""
    text = running.get("/be/places/old-mill/").text
    added = text.partition('<script type="application/json" id="polypub-page">')[2]
    facts = json.loads(added.partition("</script>")[0])
    assert facts["source"] == MILL
    assert (facts["locale"], facts["state"]["name"]) == ("be", "reviewed")
    assert [row["locale"] for row in facts["versions"]] == ["en", "be", "ar"]
    assert [row["url"] for row in facts["pseudo"]] == ["/en-XA/places/old-mill/", "/ar-XB/places/old-mill/"]
    assert added.rstrip().endswith("</body>\n</html>")


def test_a_change_is_told_to_the_page_that_shows_it(tmp_path: Path) -> None:
    """A page hears of its own change, with a digest; another page hears that nothing is wrong, and no more."""
    root = copy_news(tmp_path)
    with serve(root) as running:
        with running.listen("/be/places/old-mill/") as mine, running.listen("/be/news/library/") as other:
            assert mine.next() == ("problems", [])
            assert other.next() == ("problems", [])
            edit(root / MILL_BE, 'msgstr "Стары млын', 'msgstr "Новы млын')
            kind, value = mine.next()
            assert kind == "page"
            assert value["digest"] == running.digest("/be/places/old-mill/")
            assert other.next() == ("problems", [])
        assert "Новы млын" in running.get("/be/places/old-mill/").text


def test_a_broken_catalog_is_told_and_its_last_words_stay(tmp_path: Path) -> None:
    """File, line and remedy are told; the page keeps its translation until the file is mended."""
    root = copy_news(tmp_path)
    good = (root / MILL_BE).read_text("utf-8")
    with serve(root) as running, running.listen("/be/places/old-mill/") as word:
        before = running.get("/be/places/old-mill/").text
        assert word.next() == ("problems", [])
        (root / MILL_BE).write_text(good + '\nmsgid "open\n', "utf-8")
        kind, problems = word.next()
        assert kind == "problems"
        assert re.fullmatch(rf"{re.escape(MILL_BE)}:\d+", problems[0]["where"])
        assert problems[0]["text"]
        assert "Traceback" not in json.dumps(problems)
        assert running.get("/be/places/old-mill/").text == before
        (root / MILL_BE).write_text(good, "utf-8")
        assert word.next() == ("problems", [])


@pytest.mark.parametrize(
    ("path", "text", "where"),
    [
        (MILL, "---\ntitle: [\n---\n", MILL),
        ("polypub.toml", 'name = "x"\nsource = "en"\nnonsense = 1\n', "polypub.toml:3"),
        ("templates/article.html", "one\n{% if %}", "templates/article.html:2"),
        ("locales/glossary.csv", "term,note\n\x00,\n", "locales/glossary.csv"),
    ],
)
def test_whatever_breaks_is_told_with_its_place(tmp_path: Path, path: str, text: str, where: str) -> None:
    """Front matter, configuration, template, glossary: told, with the last good page underneath, until mended."""
    root = copy_news(tmp_path)
    preview = open_preview(root)
    before = preview.page("/be/places/old-mill/")
    file = root / path
    good = file.read_bytes() if file.exists() else None
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    preview.refresh([file])
    assert preview.page("/be/places/old-mill/").body == before.body
    problems = preview.problems("/be/places/old-mill/")
    assert [str(problem) for problem in problems if str(problem).startswith(where)] != []
    if good is None:
        file.unlink()
    else:
        file.write_bytes(good)
    preview.refresh([file])
    assert preview.page("/be/places/old-mill/").body == before.body
    assert preview.problems("/be/places/old-mill/") == ()


def test_a_site_that_never_could_be_read_appears_when_it_is_mended(tmp_path: Path) -> None:
    """Until then every address tells what is wrong, with file and line."""
    root = copy_news(tmp_path)
    good = (root / MILL).read_bytes()
    (root / MILL).write_text("---\ntitle: [\n---\n")
    preview = open_preview(root)
    served = preview.page("/be/")
    assert served.status == 500
    assert MILL in served.body.decode()
    (root / MILL).write_bytes(good)
    preview.refresh([root / MILL])
    assert preview.page("/be/").status == 200


def test_a_fault_of_ours_is_told_as_one_and_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback reaches a page, and the last good one stays."""
    preview = open_preview(copy_news(tmp_path))
    before = preview.page("/be/")
    monkeypatch.setattr("polypub.review.preview.type_of", lambda _: 1 / 0)
    preview.refresh([])
    assert preview.page("/be/").body == before.body
    assert preview.page("/theme/style.css").status == 500
    assert "bug in polypub" in str(preview.problems("/theme/style.css")[0])


def test_styles_alone_are_told_as_styles(tmp_path: Path) -> None:
    """A page need not be loaded anew for them."""
    root = copy_news(tmp_path)
    (root / "static/theme").mkdir(parents=True)
    style = root / "static/theme/style.css"
    style.write_text("p { color: red }")
    with serve(root) as running, running.listen("/be/") as word:
        assert word.next() == ("problems", [])
        style.write_text("p { color: green }")
        assert word.next()[0] == "styles"


def test_more_routes_and_tags_find_their_place(tmp_path: Path) -> None:
    """The review stands on the same ground: its routes below `/_polypub/`, its tags behind the preview's."""
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    route = Route("/more", lambda _: PlainTextResponse("more"), methods=["POST"])
    with serve(copy_news(tmp_path), extra=[route], head="<b data-polypub>more</b>") as running:
        assert running.get("/_polypub/more", method="POST").text == "more"
        assert running.get("/be/").text.rstrip().endswith("<b data-polypub>more</b></body>\n</html>")


def test_a_port_that_is_taken_is_told(running: Running, tmp_path: Path) -> None:
    """With what to do; nothing is served twice."""
    app = make_app(open_preview(copy_news(tmp_path)), host_port=running.port)
    with pytest.raises(UsageError, match="--port"):
        run_server(app, running.port, lambda _: None)


def test_nothing_is_written_but_caches(tmp_path: Path) -> None:
    """No page lies on the disk after a preview."""
    root = copy_news(tmp_path)
    before = {path for path in root.rglob("*") if ".polypub" not in path.parts}
    preview = open_preview(root)
    assert preview.page("/be/").status == preview.page("/").status == 200
    assert {path for path in root.rglob("*") if ".polypub" not in path.parts} == before


def test_what_changed_while_the_site_was_loaded_is_not_missed(tmp_path: Path) -> None:
    """Nothing was watched then: the files are compared as soon as the watch begins."""
    root = copy_news(tmp_path)

    def change(preview: Preview) -> None:
        edit(root / MILL_BE, 'msgstr "Стары млын', 'msgstr "Новы млын')

    with serve(root, before=change) as running, running.listen("/be/places/old-mill/") as word:
        while "Новы млын" not in running.get("/be/places/old-mill/").text:
            word.next()
