"""Distances in time as CLDR has them, in any order of locales."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.cldr import relative
from polypub.cldr.babel_locale import babel_locale, resolved_data
from polypub.cldr.day_words import day_words
from polypub.cldr.relative import format_relative
from polypub.cldr.tags import known_locales
from polypub.model.locale import Locale

TODAY = date(2017, 7, 5)
DISTANCES = (-1, 0, 1, -3, 5, -14, 92, -4018)
EXPECTED = {
    "en": "yesterday|today|tomorrow|3 days ago|in 5 days|2 weeks ago|in 3 months|11 years ago",
    "be": "учора|сёння|заўтра|3 дні таму|праз 5 дзён|2 тыдні таму|праз 3 месяцы|11 гадоў таму",
    "ru": "вчера|сегодня|завтра|3 дня назад|через 5 дней|2 недели назад|через 3 месяца|11 лет назад",
    "pl": "wczoraj|dzisiaj|jutro|3 dni temu|za 5 dni|2 tygodnie temu|za 3 miesiące|11 lat temu",
    "de": "gestern|heute|morgen|vor 3 Tagen|in 5 Tagen|vor 2 Wochen|in 3 Monaten|vor 11 Jahren",
    "es": "ayer|hoy|mañana|hace 3 días|dentro de 5 días|hace 2 semanas|dentro de 3 meses|hace 11 años",
    "sr-Latn": "juče|danas|sutra|pre 3 dana|za 5 dana|pre 2 nedelje|za 3 meseca|pre 11 godina",
    "zh-Hans": "昨天|今天|明天|3天前|5天后|2周前|3个月后|11年前",
    "ja": "昨日|今日|明日|3 日前|5 日後|2 週間前|3 か月後|11 年前",
    "ar": "أمس|اليوم|غدًا|قبل ٣ أيام|خلال ٥ أيام|قبل أسبوعين|خلال ٣ أشهر|قبل ١١ سنة",
    "fa": "دیروز|امروز|فردا|۳ روز پیش|۵ روز دیگر|۲ هفته پیش|۳ ماه بعد|۱۱ سال پیش",
}
SHUFFLED = [random.Random(seed).sample(list(EXPECTED), len(EXPECTED)) for seed in range(3)]  # no secret


def written(tag: str) -> str:
    """All the distances of the table in one language."""
    days = (TODAY + timedelta(distance) for distance in DISTANCES)
    return "|".join(format_relative(day, TODAY, Locale(tag), "native") for day in days)


@pytest.mark.parametrize("order", [list(EXPECTED), list(reversed(EXPECTED)), *SHUFFLED])
def test_distances_of_the_table(order: list[str]) -> None:
    """Words, plural forms and digits are the language's, whatever was formatted before."""
    for cached in (babel_locale, resolved_data, relative._pattern, day_words):
        cached.cache_clear()
    assert {tag: written(tag) for tag in order} == EXPECTED


@pytest.mark.parametrize(
    ("day", "today", "expected"),
    [
        ((2017, 6, 29), (2017, 7, 5), "6 days ago"),
        ((2017, 6, 28), (2017, 7, 5), "1 week ago"),
        ((2017, 6, 6), (2017, 7, 5), "4 weeks ago"),
        ((2017, 6, 5), (2017, 7, 5), "1 month ago"),
        ((2017, 1, 31), (2017, 2, 28), "4 weeks ago"),
        ((2016, 7, 6), (2017, 7, 5), "11 months ago"),
        ((2016, 7, 5), (2017, 7, 5), "1 year ago"),
        ((2020, 2, 29), (2021, 2, 28), "11 months ago"),
        ((2017, 12, 31), (2017, 1, 1), "in 11 months"),
    ],
)
def test_units_begin_when_they_are_whole(day: tuple[int, int, int], today: tuple[int, int, int], expected: str) -> None:
    """Seven days are a week; a month and a year are whole ones of the calendar."""
    assert format_relative(date(*day), date(*today), Locale("en")) == expected


@pytest.mark.parametrize("tag", ["oc", "pa-PK", "az-Cyrl"])
def test_a_language_without_words_says_the_date(tag: str) -> None:
    """Where CLDR has only signs that are the same in all languages, the day itself is clearer."""
    text = format_relative(date(2017, 7, 2), TODAY, Locale(tag))
    assert text.startswith("2 ")
    assert "2017" in text


@pytest.mark.parametrize(
    ("tag", "yesterday"),
    [
        ("bs-Cyrl", "јуче"),
        ("sr-RS", "јуче"),
        ("zh-HK", "昨天"),
        ("pt-PT", "ontem"),
        ("de-AT", "gestern"),
        ("uz-AF", None),
    ],
)
def test_words_are_those_of_the_script(tag: str, yesterday: str | None) -> None:
    """A language in two scripts has words in each, or none in that one."""
    words = day_words(Locale(tag))
    assert (words and words[0]) == yesterday


@given(st.sampled_from(known_locales()), st.dates(date(1, 1, 1), date(9999, 12, 31)), st.dates(date(1, 1, 1)))
def test_every_locale_says_every_distance(locale: Locale, day: date, today: date) -> None:
    """No locale fails on any two days, and none leaves its number out by mistake."""
    text = format_relative(day, today, locale)
    assert text
    assert "{" not in text
