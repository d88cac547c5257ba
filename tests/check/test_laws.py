"""Laws of the catalog checks, on texts that nobody would write."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from polypub.check.catalog import BLOCKING, check_catalog, check_messages
from polypub.check.fix import fix_catalog
from polypub.check.rule import FormRule
from polypub.check.settings import CheckSettings
from polypub.check.table import RULES
from polypub.extract.article import extract_article
from polypub.formats.inline import find_placeables
from polypub.formats.markdown import cut_markdown
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message, Translation, Translations, state_of
from polypub.model.site import Article, Policy
from polypub.model.state import DraftNote, State, hash_source, hash_targets
from polypub.model.text import Place, Segment
from polypub.render.judge import find_blocked, find_blocked_strings, find_blocked_words

SETTINGS = CheckSettings(Locale("en"))
SAME = {rule.id for rule in RULES if isinstance(rule, FormRule) and rule.same}
LOCALES = st.sampled_from(
    [Locale(tag) for tag in "be ru sr pl de fr fr-CA es el hy ar he fa hi th km my ja zh-Hans ko".split()]
)
_PARTS = (
    "word Wort слово λέξη i a the the 1921 12,500 1,5 ١٢ % %% %s %(name)s %(n)d {name} {0} {{ x }} {% if %}"
    " ${y} ` `` * ** _"
    " <b> </b> <i class='x'> <a href=\"/x/\"> </a> <script> <br> <!-- --> <![CDATA[ &amp; &#39;"
    " [ ]( ](x.md) ![ [^1] :ref:`x`"
    " https://example.org/a?b=c me@site.org /usr/bin/x . … ... ? ! ?! : ; « » “ ” „ \" '"
    " ( ) [ ] 。 ？ ՞ ; [X0X] MYMEMORY"
).split()
_PARTS += (
    " ",
    "  ",
    "\n",
    "\n\n",
    "\u00a0",
    "\u202f",
    "\u200b",
    "\u200d",
    "\u202e",
    "\u2066",
    "e\u0301",
    "\ufffd",
    "\x07",
)
TEXTS = st.lists(st.one_of(st.sampled_from(_PARTS), st.text(max_size=3)), min_size=1, max_size=12).map("".join)
KINDS = st.sampled_from(
    [("x", ()), ("theme", ()), ("site", ("type: tag",))]
    + [("content/x", (f"type: {kind}",)) for kind in ("title", "paragraph", "html text", "table cell", "heading 2")]
)
FLAGS = st.sampled_from([(), ("python-format",), ("python-brace-format",), ("c-format", "max-length:9")])
quick = settings(max_examples=150, deadline=None)


def _catalog(locale: Locale, kind: tuple[str, tuple[str, ...]], *messages: Message) -> Catalog:
    found = (replace(message, notes=kind[1], line=line) for line, message in enumerate(messages, 1))
    return Catalog(kind[0], locale, tuple(found), {}, "x.po")


@quick
@given(LOCALES, KINDS, FLAGS, TEXTS, st.none() | TEXTS, st.lists(TEXTS | st.just(""), min_size=1, max_size=4))
def test_no_text_stops_the_checks(locale, kind, flags, source, plural, targets) -> None:
    """Whatever is written, checking and fixing end without an exception."""
    message = Message(Key(None, source), plural, tuple(targets if plural else targets[:1]), flags=flags)
    catalog = _catalog(locale, kind, message)
    list(check_catalog(catalog, SETTINGS))
    fix_catalog(catalog, SETTINGS, "all")


@quick
@given(LOCALES, KINDS, FLAGS, TEXTS)
def test_a_translation_that_is_its_source_breaks_rules_of_sameness_only(locale, kind, flags, text) -> None:
    """Every other rule compares with the source, and finds no difference."""
    message = Message(Key(None, text), targets=(text,), flags=flags)
    assert {finding.rule for finding in check_catalog(_catalog(locale, kind, message), SETTINGS)} <= SAME


@quick
@given(LOCALES, KINDS, st.lists(st.tuples(TEXTS, TEXTS), max_size=5, unique_by=lambda pair: pair[0]), st.randoms())
def test_the_order_of_messages_does_not_matter(locale, kind, pairs, random) -> None:
    """The same messages in another order have the same findings."""
    catalog = _catalog(locale, kind, *(Message(Key(None, source), targets=(target,)) for source, target in pairs))
    shuffled = list(catalog.messages)
    random.shuffle(shuffled)
    found = set(check_catalog(catalog, SETTINGS))
    assert set(check_catalog(replace(catalog, messages=tuple(shuffled)), SETTINGS)) == found


@quick
@given(LOCALES, KINDS, TEXTS, TEXTS)
@example(Locale("de"), ("x", ()), "word", "%c\u200bword")
def test_a_fix_is_final(locale, kind, source, target) -> None:
    """What was fixed is no longer found, a second fix changes nothing, and no placeable is lost."""
    catalog = _catalog(locale, kind, Message(Key(None, source), targets=(target,)))
    fixed, gone = fix_catalog(catalog, SETTINGS, "all")
    assert fix_catalog(fixed, SETTINGS, "all") == (fixed, ())
    assert not {finding.rule for finding in gone} & {finding.rule for finding in check_catalog(fixed, SETTINGS)}
    before = sorted(
        placeable.text.strip() for placeable in find_placeables(target) if placeable.kind in ("code", "variable")
    )
    after = [p.text.strip() for p in find_placeables(fixed.messages[0].targets[0]) if p.kind in ("code", "variable")]
    assert sorted(after) == before


def test_a_fix_asks_whose_text_it_is() -> None:
    """An unread draft is mended and stays a draft; a reviewed text waits until it is asked for."""
    source, target = "The castle", "Das  Schloss"
    note = str(DraftNote("mt", "engine", dt.date(2026, 1, 2), hash_source(source), hash_targets((target,))))
    draft = Message(Key(None, source), targets=(target,), fuzzy=True, comments=(note,))
    reviewed = Message(Key("menu", source), targets=(target,))
    catalog = _catalog(Locale("de"), ("x", ()), draft, reviewed)
    drafts, _ = fix_catalog(catalog, SETTINGS, "drafts")
    assert [message.targets for message in drafts.messages] == [("Das Schloss",), (target,)]
    assert state_of(drafts.messages[0]) is State.DRAFT
    everything, findings = fix_catalog(catalog, SETTINGS, "all")
    assert {message.targets for message in everything.messages} == {("Das Schloss",)}
    assert [finding.rule for finding in findings] == ["double-space", "double-space"]


def _article(body: str) -> Article:
    title = Segment("T", "T", Place("field"), "title")
    return Article("x", "content/x.md", "", "x", title, cut_markdown(body), "")


@quick
@given(TEXTS, TEXTS)
def test_what_render_keeps_off_an_articles_page_is_an_error(body, target) -> None:
    """For every reason that render gives, the check has an error with the same words."""
    article = _article(body)
    template = extract_article(article, "")
    message = template.messages[-1]
    assume(message.key.source != target)
    entries = {message.key: Translation((target,), State.REVIEWED, 1)}
    blocked = find_blocked(article, Policy(), Translations("content/x", Locale("de"), "", entries))
    catalog = Catalog("content/x", Locale("de"), (replace(message, targets=(target,)),))
    _same_reasons([finding.text for _, finding in blocked], catalog)


@quick
@given(TEXTS, TEXTS, st.sampled_from([("theme", find_blocked_strings), ("site", find_blocked_words)]))
def test_what_render_keeps_of_strings_and_names_is_an_error(source, target, where) -> None:
    """The same holds for a template's strings and the site's names; a catalog compiles no empty ones."""
    assume(target not in ("", source))
    domain, find = where
    key = Key(None, source)
    blocked = find(Translations(domain, Locale("de"), "", {key: Translation((target,), State.REVIEWED, 1)}))
    catalog = Catalog(domain, Locale("de"), (Message(key, targets=(target,)),))
    _same_reasons([finding.text for _, finding in blocked], catalog)


def _same_reasons(blocked: list[str], catalog: Catalog) -> None:
    found = {finding.text for _, finding in check_messages(catalog, SETTINGS, BLOCKING)}
    assert [text for text in blocked if not any(text.endswith(reason) for reason in found)] == []


@pytest.mark.parametrize("rule", sorted(BLOCKING))
def test_a_blocking_rule_is_an_error(rule: str) -> None:
    """What may keep a message off a page is never less than an error in the table."""
    assert next(row for row in RULES if row.id == rule).severity == "error"


def test_the_page_on_checks_has_every_rule() -> None:
    """docs/checks.md is what its maker writes, and names each rule."""
    root = Path(__file__).parents[2]
    page = (root / "docs" / "checks.md").read_text(encoding="utf-8")
    assert all(f"| `{rule.id}` | {rule.severity} |" in page for rule in RULES)
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_severities_are_the_sites() -> None:
    """A site may turn a rule off, or take it more seriously."""
    message = Message(Key(None, "Built in 1921"), targets=("Alt ",))
    catalog = _catalog(Locale("de"), ("x", ()), message)
    found = check_catalog(catalog, CheckSettings(Locale("en"), {"number": "off", "extra-space": "error"}))
    assert [(finding.rule, finding.severity) for finding in found] == [("extra-space", "error")]


def test_templates_and_obsolete_messages_are_not_checked() -> None:
    """Where nobody sees a translation, nothing is said of it."""
    message = Message(Key(None, "Built in 1921"), targets=("Alt",))
    assert not list(check_catalog(Catalog("x", None, (message,)), SETTINGS))
    assert not list(check_catalog(Catalog("x", Locale("de"), (replace(message, obsolete=True),)), SETTINGS))
