"""A catalog follows its article to another place."""

from hypothesis import given
from hypothesis import strategies as st

from polypub.catalog.renames import find_renames
from polypub.model.message import Catalog, Key, Message


def catalogs(**texts: str) -> dict[str, Catalog]:
    """Catalogs by domain, one message for each word."""
    domains = {name.replace("__", "/"): words.split() for name, words in texts.items()}
    return {name: Catalog(name, None, tuple(Message(Key(None, w)) for w in words)) for name, words in domains.items()}


def test_an_article_that_has_four_fifths_of_a_vanished_one_is_that_one() -> None:
    """At 80 % of the new article's messages it has moved, below it is another article."""
    old = catalogs(content__news__x="a b c d")
    assert find_renames(catalogs(content__sights__x="a b c d e"), old) == {"content/news/x": "content/sights/x"}
    assert find_renames(catalogs(content__sights__x="a b c e f"), old) == {}


def test_an_article_that_became_shorter_has_moved() -> None:
    """What counts is the share of the new one's messages."""
    assert find_renames(catalogs(new="a b"), catalogs(old="a b c d e f")) == {"old": "new"}


def test_what_has_a_template_has_not_moved() -> None:
    """A copy of an article that is still there gets no catalog of another."""
    assert find_renames(catalogs(old="a b c", new="a b c"), catalogs(old="a b c")) == {}


def test_what_has_a_catalog_is_not_moved_to() -> None:
    """A vanished article is not taken for one that translators have begun."""
    assert find_renames(catalogs(new="a b c"), catalogs(old="a b c", new="a")) == {}


def test_the_best_match_is_taken_first() -> None:
    """Two vanished articles and two new ones pair as they fit best, each once."""
    old = catalogs(one="a b c d e", two="a b c d f")
    new = catalogs(third="a b c d f", fourth="a b c d e g")
    assert find_renames(new, old) == {"two": "third", "one": "fourth"}


def test_of_equal_ones_the_file_of_the_same_name_is_it() -> None:
    """A section of stubs that moved keeps every stub's catalog."""
    old = catalogs(content__a__one="x", content__a__two="x", content__a__three="x")
    new = catalogs(content__b__two="x", content__b__three="x", content__b__one="x")
    assert find_renames(new, old) == {f"content/a/{n}": f"content/b/{n}" for n in ("one", "two", "three")}


def test_an_article_that_was_away_is_found_by_its_obsolete_messages() -> None:
    """Deleted in one commit and added elsewhere in another, it has its words again."""
    messages = tuple(Message(Key(None, word), targets=(word,), obsolete=True) for word in "a b c".split())
    assert find_renames(catalogs(new="a b c"), {"old": Catalog("old", None, messages)}) == {"old": "new"}


def test_an_empty_template_has_come_from_nowhere() -> None:
    """An article that is not translated is no moved one."""
    assert find_renames(catalogs(new=""), catalogs(old="")) == {}


def test_a_thousand_stubs_are_not_compared_with_each_other() -> None:
    """Ten thousand moved articles that share their only text are paired without looking at every pair."""
    old = catalogs(**{f"content__a__{number}": "x" for number in range(10_000)})
    new = catalogs(**{f"content__b__{number}": "x" for number in range(10_000)})
    assert find_renames(new, old) == {f"content/a/{n}": f"content/b/{n}" for n in range(10_000)}


words = st.lists(st.sampled_from("abcdefghij"), max_size=8).map(" ".join)
sites = st.dictionaries(st.sampled_from(["x/a", "x/b", "y/a", "y/b", "z"]), words, max_size=5)


@given(sites, sites)
def test_every_pair_shares_enough_and_no_domain_is_used_twice(old: dict[str, str], new: dict[str, str]) -> None:
    """Each move is from a vanished domain to a fresh one with 80 % in common; what is left has no such partner."""
    existing, templates = catalogs(**old), catalogs(**new)
    moved = find_renames(templates, existing)
    assert len(set(moved.values())) == len(moved)

    def fits(one: str, two: str) -> bool:
        keys = {m.key for m in templates[two].messages}
        return bool(keys) and len(keys & {m.key for m in existing[one].messages}) * 5 >= len(keys) * 4

    free_old = {d for d in existing if d not in templates}
    free_new = {d for d in templates if d not in existing}
    assert all(one in free_old and two in free_new and fits(one, two) for one, two in moved.items())
    left_old, left_new = free_old - set(moved), free_new - set(moved.values())
    assert not any(fits(one, two) for one in left_old for two in left_new)
