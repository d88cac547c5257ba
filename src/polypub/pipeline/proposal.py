"""What an engine would say of one message, asked by a person who reviews it; nothing is written."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from dataclasses import dataclass

from polypub.config.project import Project
from polypub.errors import EngineError, Problem, UsageError
from polypub.model.engine import EngineSettings
from polypub.model.locale import Locale
from polypub.model.message import state_of
from polypub.model.state import State
from polypub.pipeline.drafting import Sources
from polypub.pipeline.review_check import Placed, read_glossary_or_none
from polypub.translate.aids import Aids, find_surroundings
from polypub.translate.ask import Asker
from polypub.translate.attempts import Translator
from polypub.translate.breaker import Direction
from polypub.translate.dispatch import Dispatcher
from polypub.translate.drafts import Outcome, Plan, Slot, settle_drafts, tell_reason
from polypub.translate.engines.base import Err
from polypub.translate.engines.find import find_engine
from polypub.translate.forms import form_sources
from polypub.translate.memory import open_memory
from polypub.translate.replies import Replies

_DRAFTED = frozenset({State.DRAFT, State.EDITED_DRAFT})


@dataclass(frozen=True, slots=True)
class Proposal:
    """An engine's verified text for every form of a message."""

    engine: str
    texts: tuple[str, ...]
    outcome: Outcome
    """The same, as it is put into a catalog."""


def propose(project: Project, placed: Placed, now: dt.datetime) -> Proposal:
    """Ask the edition's engine for one message; anew where its draft is what the person does not like.

    Raises UsageError when the edition has no engine, or one that lacks something; EngineError when it has no answer
    that may stand on a page.
    """
    target = _edition(placed)
    settings = _settings(project, target)
    with ExitStack() as stack:
        engine = find_engine(settings.name, settings)
        stack.callback(engine.close)
        is_fresh = state_of(placed.message) in _DRAFTED
        replies = Replies(project.root / ".polypub" / "replies.sqlite", now.date(), is_fresh=is_fresh)
        stack.callback(replies.close)
        asker = Asker(Dispatcher(engine), Direction(placed.language, target), replies, price=settings.price)
        memory = stack.enter_context(open_memory(project.memory))
        aids = Sources(memory, read_glossary_or_none(project), {}, project.source, project.dialect).aids(asker)
        plan = _plan(placed, aids)
        answers = Translator(asker, aids.find_kept).translate(plan.queries)
        (outcome,) = settle_drafts(plan, answers, engine.name)
    return _proposal(outcome)


def _plan(placed: Placed, aids: Aids) -> Plan:
    """What is asked for one message, with all that an engine may want to know about it."""
    message, catalog = placed.message, placed.catalog
    surroundings, target = find_surroundings(catalog), _edition(placed)
    queries = tuple(surroundings.query(message, text, aids, target) for text in form_sources(message, catalog))
    return Plan(catalog, (Slot(message, queries),), {message.key: placed.segment} if placed.segment else {})


def _edition(placed: Placed) -> Locale:
    assert placed.catalog.locale is not None, "a template is not translated"  # noqa: S101 - its callers have looked
    return placed.catalog.locale


def _settings(project: Project, locale: Locale) -> EngineSettings:
    name = project.engine_for(locale)
    if name is None:
        hint = "Name one as `engine` in the configuration; text leaves this machine only then."
        raise UsageError(Problem(f"no engine is set for `{locale}`", project.config_path.name, hint=hint))
    return project.engine_settings.get(name) or EngineSettings(name=name, engine=name)


def _proposal(outcome: Outcome) -> Proposal:
    result = outcome.result
    if isinstance(result, Err):
        raise EngineError(Problem(tell_reason(outcome.origin, result), hint=result.remedy))
    return Proposal(outcome.origin, result, outcome)
