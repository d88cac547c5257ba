"""The markup gate: cases as documents in `gate/`, and its laws."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from polypub.formats.gate import Allowed, check_markup, check_text, needs_gate, sanitise_ui, sanitise_ui_form

_CASES = Path(__file__).parent / "gate"
_ESCAPES = {"\\t": "\t", "\\n": "\n"}


def _decoded(text: str) -> str:
    return re.sub(
        r"\\u([0-9A-Fa-f]{4})|\\[tn]",
        lambda match: chr(int(match.group(1), 16)) if match.group(1) else _ESCAPES[match.group()],
        text,
    )


def _cases(name: str) -> list[object]:
    return list(_read(name))


def _read(name: str) -> Iterator[object]:
    for case in (_CASES / name).read_text(encoding="utf-8").split("\n## ")[1:]:
        title, *lines = case.strip("\n").split("\n")
        fields = dict(line.split(": ", 1) for line in lines)
        yield pytest.param(*(_decoded(fields[key]) for key in ("source", "target", "verdict")), id=title)


def _judge(check: Callable[[str, str], tuple[str, ...]], source: str, target: str, verdict: str) -> None:
    reasons = check(source, target)
    if verdict == "fine":
        assert reasons == ()
    else:
        assert any(verdict.removeprefix("refused: ") in reason for reason in reasons), reasons


@pytest.mark.parametrize(("source", "target", "verdict"), _cases("markup.txt"))
def test_rendered_markup_is_judged_as_the_documents_say(source: str, target: str, verdict: str) -> None:
    """Each case of gate/markup.txt has its verdict."""
    _judge(check_markup, source, target, verdict)


@pytest.mark.parametrize(("source", "target", "verdict"), _cases("text.txt"))
def test_raw_text_is_judged_as_the_documents_say(source: str, target: str, verdict: str) -> None:
    """Each case of gate/text.txt has its verdict."""
    _judge(check_text, source, target, verdict)


@pytest.mark.parametrize(("source", "target", "verdict"), _cases("ui.txt"))
def test_a_ui_message_becomes_what_the_documents_say(source: str, target: str, verdict: str) -> None:
    """Each case of gate/ui.txt gives its text, or none."""
    assert sanitise_ui(source, target) == (None if verdict == "refused" else verdict)


_SCRAPS = """
<b> </b> <p> </p> </a> <td> <table> </table> <svg> </svg> <script> </script> <style> </style> <title> <template>
<select> <!-- --> --!> <![CDATA[ ]]> <?pi &amp; &lt; &#x202e; <b < > " ' x <img/src=x/onerror=y> <a/href='x'> <a/href="
"""
_MARKUP = st.lists(st.sampled_from(_SCRAPS.split()), max_size=12).map(" ".join)


@settings(max_examples=200)
@given(_MARKUP)
def test_a_translation_may_do_whatever_its_source_does(html: str) -> None:
    """Markup that equals the source's is fine, however broken it is, with other words before it (but no overrides)."""
    assume("&#x202e;" not in html)
    assert check_markup(html, html) == ()
    assert check_markup(f"<p>word</p>{html}", f"<p>слова</p>{html}") == ()


@settings(max_examples=200)
@given(_MARKUP)
def test_plain_sources_admit_nothing_that_acts(html: str) -> None:
    """What passes beside a source of words alone has no handler, address, script or comment."""
    if check_markup("<p>words</p>", f"<p>{html}</p>") == ():
        assert not re.search(r"<(?:a|img|script|svg|style|template|title|select|table|td|[!?])", html)


def test_time_is_linear_in_hostile_nesting() -> None:
    """A megabyte of open tags is refused without parsing, which parsing far less of it takes longer than."""
    started = time.process_time()
    assert check_markup("<p>x</p>", "<b>" * 350_000) == ("far more text or markup than the source has",)
    refused = time.process_time() - started
    started = time.process_time()
    assert check_markup("<b>" * 50_000, "<b>" * 50_000 + "x") == ()
    assert refused < time.process_time() - started


def test_another_policy_is_a_value() -> None:
    """A stricter policy refuses formatting that the usual one admits."""
    strict = Allowed(tags=frozenset(), attributes=frozenset(), schemes=frozenset())
    assert check_markup("<p>x</p>", "<p><b>x</b></p>", strict) == ("tag <b> is not in the source",)


@given(st.text(st.characters(exclude_characters="<&[{")))
def test_text_without_signs_of_markup_needs_no_parser(text: str) -> None:
    """What may pass by the gate has nothing in it but, at worst, characters that `check_text` names."""
    assert not needs_gate(text)
    assert all("U+" in reason or "bidi" in reason for reason in check_markup("<p>words</p>", f"<p>{text}</p>"))


@pytest.mark.parametrize("text", ["<b>", "&amp;", "[x](y)", "Title {onclick=x}"])
def test_whatever_can_become_a_tag_or_attribute_needs_the_gate(text: str) -> None:
    """Tags, entities, links and heading attributes are judged."""
    assert needs_gate(text)


_UI = st.lists(
    st.sampled_from(
        [
            "%(n)s",
            "%(m)s",
            "%(n)d",
            "%",
            "%%",
            "s",
            "(n)",
            " ",
            "d",
            "<b>",
            "</b>",
            '"',
            "'",
            "x",
            '<a href="%(n)s">',
            "</a>",
        ]
    ),
    max_size=8,
).map("".join)


@settings(max_examples=300)
@given(_UI, _UI)
def test_formatting_a_sanitised_message_fails_only_where_its_source_fails(source: str, target: str) -> None:
    """`target % variables` never raises for a source that can be formatted."""
    variables = {"n": 1, "m": 2}
    try:
        source % variables
    except (ValueError, TypeError, KeyError):
        return
    message = sanitise_ui(source, target)
    if message is not None:
        message % variables


@settings(max_examples=300)
@given(st.text("ab<>\"'=& /ontile%()s", max_size=30))
def test_a_sanitised_message_cannot_leave_a_quoted_attribute(target: str) -> None:
    """Beside a source without quotation marks, a message has none."""
    message = sanitise_ui("Search", target)
    assert message is None or not set(message) & set("\"'")


def test_a_plural_form_may_leave_the_number_out() -> None:
    """Each form fits the two sources together."""
    assert sanitise_ui_form("One page", "%(num)s pages", "%(num)s старонка") == "%(num)s старонка"
    assert sanitise_ui_form("One page", "%(num)s pages", "адна старонка") == "адна старонка"
    assert sanitise_ui_form("One page", "%(num)s pages", "%(count)s старонка") is None
    assert sanitise_ui_form("One page", "%(num)s pages", "100%") is None
