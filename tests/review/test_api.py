"""The review over HTTP, on a real server: what it answers, and whom it refuses."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from support.loopback import Answer, Client, serving
from support.reviews import CASTLE, castle_file, make_review_site, name_of, open_session

from polypub.review.api import _ASSETS, review_head, review_routes

DRAFT = "The castle has **five** towers."
STALE = "It was built in 1520, of brick and stone."
EMPTY = "A gate of iron"
TOKEN = "a-token-of-this-run"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of all tests here."""
    return make_review_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[Client]:
    """A review of it."""
    routes = review_routes(open_session(root), TOKEN)
    with serving(Starlette(routes=[Mount("/_polypub", routes=routes)])) as port:
        yield Client(port, TOKEN)


@pytest.fixture
def client(root: Path, server: Client) -> Iterator[Client]:
    """The review, whose catalogs are put back afterwards."""
    kept = {path: path.read_bytes() for path in (root / "locales").rglob("*.po")}
    yield server
    for path, data in kept.items():
        path.write_bytes(data)


def seen(client: Client, source: str, domain: str = CASTLE) -> dict[str, object]:
    """A message's name and version."""
    item = client.get("item", name=name_of(source, domain)).json
    return {"name": item["name"], "version": item["version"]}


def test_the_overview_tells_who_how_far_and_where(client: Client) -> None:
    """Counts by state, the article at an address, and the parts that have work, newest first."""
    told = client.get("overview", path="/be/sights/castle/").json
    assert (told["who"], told["dir"], told["engine"], told["needed"]) == ("anna", "ltr", "pseudo", 1)
    assert told["progress"] == {"total": 16, "reviewed": 1, "draft": 2, "stale": 1, "untranslated": 12}
    assert told["here"]["domain"] == CASTLE
    assert [part["domain"] for part in told["parts"]] == [CASTLE, "content/sights/lake", "site", "ui"]


@pytest.mark.parametrize(
    ("query", "sources"),
    [
        ({"domain": CASTLE, "state": "stale"}, [STALE]),
        ({"domain": CASTLE, "state": "stale approved"}, [STALE]),
        ({"state": "draft"}, [DRAFT, "Walls of brick"]),
        ({"text": "ВЕЖАЎ"}, [DRAFT]),
        ({"domain": "content/sights/lake", "state": "open"}, ["The lake", "The lake has an island."]),
        ({"domain": "content/sights/lake", "offset": "1", "limit": "1"}, ["The lake has an island."]),
        ({"domain": "nowhere"}, []),
    ],
)
def test_the_list_is_filtered(client: Client, query: dict[str, str], sources: list[str]) -> None:
    """By part, by state, by words, and page by page."""
    assert [item["source"] for item in client.get("items", **query).json["items"]] == sources


def test_a_message_comes_with_all_that_helps(client: Client) -> None:
    """Source with what changed in it, notes, terms with their forms, neighbours, and where it is."""
    told = client.get("item", name=name_of(STALE)).json
    assert told["previous"][1:3] == [["old", "1510"], ["new", "1520"]]
    assert "".join(text for kind, text in told["previous"] if kind != "old") == STALE
    assert told["comments"] == ["ask Anna"]
    assert [row["source"] for row in told["neighbours"] if not row["current"]][:1] == [DRAFT]
    assert (told["canReject"], told["canDraft"]) == (True, False)
    terms = client.get("item", name=name_of(DRAFT)).json["terms"]
    assert terms == [{"term": "castle", "note": "a fortified house", "forms": ["замак"], "keep": False}]


def test_plural_forms_come_with_numbers(client: Client) -> None:
    """Each form has its category and numbers that take it, by the catalog's header."""
    told = client.get("item", name=name_of("%(num)s tower", "ui")).json
    assert [form["category"] for form in told["forms"]] == ["one", "few", "many"]
    assert [form["numbers"][0] for form in told["forms"]] == [1, 2, 5]
    assert told["texts"] == ["", "", ""]


def test_a_whole_review_over_http(client: Client, root: Path) -> None:
    """Check, save, approve, undo: each answers with the message as it is then."""
    mine = seen(client, DRAFT)
    found = client.post("check", {"name": mine["name"], "texts": ["Замак мае **пяць вежаў."]}).json["findings"]
    assert [finding["severity"] for finding in found] == ["warning"]
    saved = client.post("save", {**mine, "texts": ["У замку **пяць** вежаў."]}).json
    assert (saved["item"]["state"], saved["steps"]) == ("edited draft", 1)
    version = saved["item"]["version"]
    done = client.post("approve", {"name": mine["name"], "version": version, "texts": saved["item"]["texts"]}).json
    assert done["item"]["state"] == "reviewed"
    assert done["item"]["records"][0] == {"who": "anna", "when": "2026-11-24T12:00:00+00:00", "from": "google"}
    assert client.post("undo").json["item"]["state"] == "edited draft"
    assert client.post("undo").json["item"]["state"] == "draft"


def test_a_conflict_has_the_other_text(client: Client, root: Path) -> None:
    """409, with the message as it is now."""
    mine = seen(client, DRAFT)
    other = polib.pofile(str(castle_file(root)))
    other.find(DRAFT).msgstr = "Пяць вежаў"
    other.save(str(castle_file(root)))
    answer = client.post("approve", {**mine, "texts": ["Замак **пяць**"]})
    assert answer.status == 409
    assert answer.json["theirs"] == {"texts": ["Пяць вежаў"], "fuzzy": True}
    assert answer.json["hint"]


def test_a_blocked_approval_says_why(client: Client) -> None:
    """422, with the findings."""
    answer = client.post("approve", {**seen(client, DRAFT), "texts": ["<script>alert(1)</script>"]})
    assert answer.status == 422
    assert {finding["severity"] for finding in answer.json["findings"]} == {"error"}


def test_engines_are_asked_and_drafts_made(client: Client) -> None:
    """A proposal is shown; a draft is written where nobody has worked, refused elsewhere."""
    assert client.post("propose", {"name": name_of(STALE)}).json["engine"] == "pseudo"
    assert client.post("draft", seen(client, EMPTY)).json["item"]["state"] == "draft"
    assert client.post("draft", seen(client, STALE)).status == 422
    assert client.post("reject", seen(client, EMPTY)).json["item"]["state"] == "untranslated"


def refused(answer: Answer, status: int = 403) -> bool:
    """Whether an answer is a refusal, in JSON."""
    return answer.status == status and set(answer.json) == {"error", "hint"}


@pytest.mark.parametrize(
    "headers",
    [
        {"x_polypub_token": None},
        {"x_polypub_token": "another"},
        {"x_polypub_token": "tök"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "none"},
        {"content_type": "text/plain"},
        {"content_type": "application/x-www-form-urlencoded"},
        {"host": "evil.example"},
        {"host": "evil.example@127.0.0.1"},
    ],
)
def test_who_may_not_write(client: Client, root: Path, headers: dict[str, str | None]) -> None:
    """Without this run's token, from another site, under another host's name, as a form: nothing is written."""
    before = castle_file(root).read_bytes()
    encoded = {key: value and value.encode().decode("latin-1") for key, value in headers.items()}
    assert refused(client.post("save", {**seen(client, DRAFT), "texts": ["Замак"]}, **encoded))
    assert castle_file(root).read_bytes() == before


def test_other_sites_may_not_even_read(client: Client) -> None:
    """A page of another site, or a name that was made to lead here, gets no text."""
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Host": "evil.example"}, {"Origin": "https://evil.example"}):
        assert refused(client.get("overview", headers))
        assert refused(client.get("panel.js", headers))
    answer = client.get("overview")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"nonsense", b'{"name": 1}', b"\xff\xfe", b'{"name":"x","version":"y","texts":[]}',
        b'{"name":"x","version":"0123456789abcdef","texts":["a"],"more":1}', b'{"name":"\\ud800"}', b"[" * 100_000,
        b'{"name":"x","version":"0123456789abcdef","texts":"a"}',
    ],
)  # fmt: skip
def test_what_is_no_request(client: Client, body: bytes) -> None:
    """A body that is not what the endpoint takes is refused with a reason, and nothing breaks."""
    assert refused(client.post("save", body), 422)


def test_requests_have_bounds(client: Client) -> None:
    """A body of more than a megabyte, a text of more than 100,000 letters, and too many forms are refused."""
    mine = seen(client, DRAFT)
    assert refused(client.post("save", b" " * 1_100_000), 413)
    assert refused(client.post("save", {**mine, "texts": ["x" * 100_001]}), 422)
    assert refused(client.post("save", {**mine, "texts": ["x"] * 11}), 422)
    assert refused(client.get("items", limit="501"), 422)
    assert refused(client.get("items", limit="x"), 422)


@pytest.mark.parametrize("length", [1_000_001, 10**12])
def test_a_length_that_is_too_much_is_not_waited_for(client: Client, length: int) -> None:
    """A body that is announced as longer than the bound is refused before any of it comes."""
    headers = {"Content-Type": "application/json", "X-Polypub-Token": TOKEN, "Content-Length": str(length)}
    answer = client.send("POST", "save", None, headers)
    assert refused(answer, 413)
    assert answer.json["hint"] == "It may have 1000000 bytes."


def test_unknown_messages_and_methods(client: Client) -> None:
    """404 for a message that is not there; a page that reads cannot be posted to, nor the other way round."""
    assert refused(client.get("item", name=f"{CASTLE}#00000000"), 404)
    assert client.post("item", {"name": "x"}).status == 405
    assert client.get("save").status == 405
    assert client.send("POST", "../../etc/passwd", b"", {}).status == 404


def test_no_asset_asks_for_anything_elsewhere(client: Client) -> None:
    """Scripts and styles are the package's own, name no other host, and make no markup of texts."""
    for name in _ASSETS:
        answer = client.get(name)
        text = answer.body.decode()
        assert answer.status == 200
        assert "http:" not in text
        assert "https:" not in text
        assert "innerHTML" not in text
        assert "insertAdjacentHTML" not in text
    assert client.get("panel.js").headers["content-type"] == "text/javascript; charset=utf-8"


def test_the_token_is_escaped_in_the_page() -> None:
    """Whatever the token, it stays inside its attribute."""
    assert 'data-token="&quot;&gt;&lt;x"' in review_head('"><x')


def test_two_reviewers_at_once_lose_nothing(client: Client, root: Path) -> None:
    """Of two who save the same message at once one gets a conflict; what both save to two messages is all there."""
    names = [DRAFT, "Walls of brick", EMPTY, "The castle in time"]
    seen_all = [seen(client, name) for name in names]
    answers: list[int] = []

    def work(mine: dict[str, object], text: str) -> None:
        answers.append(client.post("save", {**mine, "texts": [text]}).status)

    tasks = [(mine, f"Замак {number} {reviewer}") for number, mine in enumerate(seen_all) for reviewer in (1, 2)]
    threads = [threading.Thread(target=work, args=task) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] * 4 + [409] * 4
    catalog = polib.pofile(str(castle_file(root)))
    assert all(catalog.find(name).msgstr.startswith("Замак ") for name in names)
