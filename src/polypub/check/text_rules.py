"""What a translation says: all of it, in its own language, in the words of the site."""

from __future__ import annotations

from polypub.check import consistency, drafts, lengths, numbers, terms, words
from polypub.check.language import CASED, FOREIGN, SPACED, but, written_in
from polypub.check.rule import CatalogRule, FormRule, MessageRule, Rule

_DIGITS = frozenset("0123456789")

TEXT_RULES: tuple[Rule, ...] = (
    # What machines leave
    FormRule(
        id="mask-debris",
        severity="error",
        finds="tokens that hid markup from an engine, and entities that an engine wrote",
        check=drafts.check_debris,
        needs=frozenset("[［【〔(（⟦⟧〚〛@&=_"),
    ),
    FormRule(
        id="engine-noise",
        severity="error",
        finds="a notice of a translation service in place of a translation",
        check=drafts.check_noise,
    ),
    FormRule(
        id="sentence-count",
        severity="warning",
        finds="at least two sentences more or less than the source has, in a draft",
        languages=but("th lo km my"),
        drafts_only=True,
        check=lengths.check_sentences,
    ),
    MessageRule(
        id="stale",
        severity="info",
        finds="a translation or draft of an older source",
        check=drafts.check_stale,
    ),
    # Numbers
    FormRule(
        id="number",
        severity="warning",
        finds="a number of the source that the translation has in no writing",
        check=numbers.check_numbers,
        needs=_DIGITS,
    ),
    FormRule(
        id="date-literal",
        severity="info",
        finds="an English date that was copied as it is",
        languages=but("en", FOREIGN),
        check=numbers.check_dates,
        needs=_DIGITS,
    ),
    # Words
    FormRule(
        id="unchanged",
        severity="warning",
        finds="a text of several plain words that is the same in both languages",
        languages=but("ia sco jam tok", FOREIGN),
        check=words.check_unchanged,
        same=True,
    ),
    FormRule(
        id="half-translated",
        severity="warning",
        finds="a text whose words are mostly the source's",
        languages=written_in(
            "Cyrl Grek Arab Hebr Armn Geor Deva Beng Thai Hans Hant Jpan Kore Taml Telu Mlym Knda Gujr Guru"
            " Khmr Laoo Mymr Sinh Ethi",
            "those not written in Latin letters",
        ),
        check=words.check_half,
    ),
    FormRule(
        id="mixed-script",
        severity="warning",
        finds="a letter of another script that looks like the word's own (`Мiнск` with a Latin `i`)",
        languages=written_in("Cyrl Grek Latn", "those written in Cyrillic, Greek or Latin letters"),
        check=words.check_mixed,
    ),
    FormRule(
        id="duplicate-word",
        severity="warning",
        finds="a word twice in a row",
        languages=but(words.REDUPLICATING, SPACED),
        check=words.check_twice,
        needs=frozenset(" "),
    ),
    FormRule(
        id="multiple-capital",
        severity="info",
        finds="a word that begins with two capitals (`HEllo`)",
        languages=CASED,
        check=words.check_capitals,
    ),
    FormRule(
        id="start-case",
        severity="info",
        finds="a text that begins with a small letter, where the source begins with a capital",
        languages=CASED,
        check=words.check_first_letter,
    ),
    # The glossary
    FormRule(
        id="glossary-keep",
        severity="error",
        finds="a term that the glossary keeps in every language, missing from the translation",
        check=terms.check_kept,
    ),
    FormRule(
        id="glossary",
        severity="warning",
        finds="a term of the glossary in none of its forms, or a form that it forbids",
        check=terms.check_terms,
        same=True,
    ),
    # Lengths
    FormRule(
        id="max-length",
        severity="warning",
        finds="a text longer than its flag `max-length:N` allows",
        check=lengths.check_limit,
    ),
    FormRule(
        id="title-length",
        severity="info",
        finds="a title over 60, or a summary over 155, characters, where the source's is not",
        check=lengths.check_advised,
    ),
    FormRule(
        id="length-ratio",
        severity="info",
        finds="a text less than a third, or more than three times, as long as its source",
        check=lengths.check_ratio,
    ),
    # The whole catalog
    CatalogRule(
        id="inconsistent",
        severity="info",
        finds="one source with several translations",
        check=consistency.check_inconsistent,
    ),
    CatalogRule(
        id="reused",
        severity="info",
        finds="several sources with one translation",
        check=consistency.check_reused,
    ),
)
