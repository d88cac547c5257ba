"""Filters for numbers, enumerations and quotations in templates, as the edition's language writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation

from markupsafe import Markup, escape

from polypub.cldr.names import join_list, quotation_marks
from polypub.cldr.numbers import format_number, format_percent, localise_digits
from polypub.model.site import Edition
from polypub.render.views import Text

Number = float | Decimal | str
"""A number, or its text, as front matter has it."""
Filter = Callable[..., str]


def word_filters(edition: Edition) -> dict[str, Filter]:
    """`digits`, `number`, `percent`, `enumerate` and `quote`."""
    return {**_number_filters(edition), "enumerate": _enumerate(edition), "quote": _quote(edition)}


def _number_filters(edition: Edition) -> dict[str, Filter]:
    def digits(value: object) -> str:
        """A whole number in the edition's digits, without grouping."""
        return localise_digits(str(value), edition.formats, edition.digits)

    def number(value: Number) -> str:
        """A number with the language's grouping and decimal sign; a text that is none as it is."""
        found = _parse(value)
        return str(value) if found is None else format_number(found, edition.formats, edition.digits)

    def percent(share: Number) -> str:
        """A share of 1 as whole percents; a text that is no number as it is."""
        found = _parse(share)
        return str(share) if found is None else format_percent(found, edition.formats, edition.digits)

    return {"digits": digits, "number": number, "percent": percent}


def _enumerate(edition: Edition) -> Filter:
    def enumerate_(items: Iterable[object]) -> str:
        """The items as one enumeration; markup stays markup, and a text in another language is marked as such."""
        return Markup(join_list([str(_markup(item)) for item in items], edition.formats))  # noqa: S704  # all escaped

    return enumerate_


def _quote(edition: Edition) -> Filter:
    def quote(value: object) -> str:
        """The text between the language's quotation marks."""
        return Markup("{}{}{}").format(opening, _markup(value), closing)

    opening, closing = quotation_marks(edition.formats)
    return quote


def _markup(value: object) -> Markup:
    return value.span if isinstance(value, Text) else escape(value)


def _parse(value: Number) -> Decimal | None:
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
