"""One person's review of one edition: what there is, what is done to it, and the way back."""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import RLock

from polypub.catalog.po import plural_count
from polypub.config.project import Project
from polypub.model.locale import Locale
from polypub.model.message import Message, state_of
from polypub.model.page import Finding
from polypub.model.site import Site
from polypub.model.state import State
from polypub.pipeline.proposal import Proposal, propose
from polypub.pipeline.review_check import Judge, make_judge
from polypub.review.actions import Approval, approve, first_approval, fit_lines, reject, save, version_of
from polypub.review.delta import Delta, find_delta
from polypub.review.exchange import Exchange, Target, change_message
from polypub.review.refusals import BlockedError, ConflictError, Refusal, UnknownMessageError
from polypub.review.worklist import Item, Sheet, WorkList, mark_of
from polypub.site.glossary import GLOSSARY_FILE
from polypub.translate.drafts import UNREAD, apply_draft

_STEPS = 200
"""So many actions can be undone."""
_PROPOSALS = 50
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a session is about."""

    project: Project
    locale: Locale
    who: str
    """The reviewer, one word."""
    moment: Callable[[], dt.datetime]
    """What time it is."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One action, and the way back from it."""

    name: str
    target: Target
    old: Message
    new: Message
    delta: Delta


class Session:
    """A review of one edition; its methods may be called from several threads."""

    def __init__(self, setting: Setting, site: Callable[[], Site]) -> None:
        self.setting = setting
        self.needed = setting.project.review_by(setting.locale)
        """How many people must approve a text."""
        self._site = site
        self._lock = RLock()
        self._list: WorkList | None = None
        self._steps: deque[_Step] = deque(maxlen=_STEPS)
        self._proposals: dict[str, Proposal] = {}
        self._known_judge: tuple[object, Judge | None] = None, None

    # What there is

    @property
    def worklist(self) -> WorkList:
        """The messages as they are now."""
        with self._lock:
            site = self._site()
            if self._list is None or self._list.site is not site:
                self._list = WorkList(self.setting.project, site, self.setting.locale)
            return self._list

    def find(self, name: str) -> tuple[Sheet, Item]:
        """The message of that name; UnknownMessageError when there is none."""
        with self._lock:
            found = self.worklist.find(name)
            sheet = None if found else self.worklist.sheet(name.rpartition("#")[0])
        if found:
            return found
        if sheet and sheet.problem:
            raise UnknownMessageError(f"the catalog cannot be read: {sheet.problem}", "Correct the file.")
        hint = f"Run `polypub extract {self.setting.locale}`, which brings the catalogs up to date."
        raise UnknownMessageError("the catalogs do not have this text", hint)

    @property
    def steps(self) -> int:
        """How many actions can be undone."""
        return len(self._steps)

    # Judging

    def check(self, name: str, texts: Sequence[str]) -> tuple[Finding, ...]:
        """What is wrong with texts that somebody is typing, errors first; nothing is said of forms without a text."""
        sheet, item = self.find(name)
        return self.judge.judge(sheet.place(item), self._fit(sheet, item, texts))

    @property
    def judge(self) -> Judge:
        """What judges texts, with the glossary as its file is now."""
        mark = mark_of(self.setting.project.root / GLOSSARY_FILE)
        known, judge = self._known_judge
        if judge is None or known != mark:
            judge = make_judge(self.setting.project)
            self._known_judge = mark, judge
        return judge

    def _fit(self, sheet: Sheet, item: Item, texts: Sequence[str]) -> tuple[str, ...]:
        """The texts with the line ends of their source; Refusal when they are not as many as the message has forms."""
        wanted = form_count(sheet, item)
        if len(texts) != wanted:
            raise Refusal(f"the message has {wanted} forms, not {len(texts)}", "Load the page again.")
        if any(map(_UNWRITABLE.search, texts)):
            raise Refusal("the text has characters that no catalog may hold", "Type it anew where it was pasted.")
        return tuple(fit_lines(text, item.message.key.source) for text in texts)

    # Acting

    def save(self, name: str, version: str, texts: Sequence[str]) -> Item:
        """Keep a text that is not approved yet."""
        sheet, item = self.find(name)
        fitted = self._fit(sheet, item, texts)
        return self._act("save", name, version, lambda message: save(message, fitted))

    def approve(self, name: str, version: str, texts: Sequence[str]) -> Item:
        """Stand behind a text; BlockedError when a page would not show it."""
        sheet, item = self.find(name)
        fitted = self._fit(sheet, item, texts)
        if not all(fitted):
            raise Refusal("an empty text cannot be approved", "Write a text for every form.")
        found = self.judge.judge(sheet.place(item), fitted)
        errors = tuple(finding for finding in found if finding.severity == "error")
        if errors:
            raise BlockedError(errors)
        approval = Approval(self.setting.who, self.setting.moment(), self.needed, self._engine_of(name, fitted))

        def change(message: Message) -> Message:
            first = first_approval(message)
            if first and first.who == approval.who and message.targets == fitted:
                raise Refusal(
                    "you have approved this text already", "It is published when a second person approves it."
                )
            return approve(message, fitted, approval)

        return self._act("approve", name, version, change)

    def _engine_of(self, name: str, texts: Sequence[str]) -> str:
        proposal = self._proposals.get(name)
        return proposal.engine if proposal and proposal.texts == tuple(texts) else ""

    def reject(self, name: str, version: str) -> Item:
        """Take away a text that nobody has approved."""

        def change(message: Message) -> Message:
            if state_of(message).publishable:
                raise Refusal("an approved text is not rejected", "Edit it, or empty it and save.")
            if state_of(message) is State.UNTRANSLATED:
                raise Refusal("there is no text to reject", "")
            return reject(message)

        return self._act("reject", name, version, change)

    def propose(self, name: str) -> Proposal:
        """What the edition's engine says; nothing is written. Raises what `pipeline.proposal.propose` does."""
        sheet, item = self.find(name)
        found = propose(self.setting.project, sheet.place(item), self.setting.moment())
        with self._lock:
            self._proposals[name] = found
            while len(self._proposals) > _PROPOSALS:
                del self._proposals[next(iter(self._proposals))]
        return found

    def draft(self, name: str, version: str) -> Item:
        """Put an engine's new draft in place of no text, or of one that no person has touched."""
        _, item = self.find(name)
        if version_of(item.message) != version:
            raise ConflictError(item.message)
        if item.state not in UNREAD:
            raise Refusal("a person has worked on this text", "Ask the engine for a proposal, and use what is good.")
        outcome = self.propose(name).outcome
        today = self.setting.moment().date()
        return self._act("draft", name, version, lambda message: apply_draft(message, outcome, UNREAD, today))

    def _act(self, action: str, name: str, version: str, change: Callable[[Message], Message]) -> Item:
        """Change a message that still is what the person saw, and remember the way back."""
        _, item = self.find(name)
        target = Target(item.part.path, item.part.catalog, self.setting.locale, name)

        def guarded(message: Message) -> Message:
            if version_of(message) != version:
                raise ConflictError(message)
            return change(message)

        with self._lock:
            done = change_message(target, item.message.key, guarded)
            self._remember(action, target, done)
        return self.find(name)[1]

    def _remember(self, action: str, target: Target, done: Exchange) -> None:
        if done.before != done.after:
            self._steps.append(_Step(action, target, done.old, done.new, find_delta(done.before, done.after)))

    # The way back

    def undo(self) -> tuple[str, Item]:
        """Take back the last action: its name, and the message as it is again.

        A file that nobody has written since becomes what it was, byte for byte; in another, the message alone does.
        ConflictError when somebody has changed that very message since; the step is then forgotten.
        """
        with self._lock:
            if not self._steps:
                raise Refusal("there is nothing to undo", "")
            step = self._steps.pop()

            def change(message: Message) -> Message:
                if version_of(message) != version_of(step.new):
                    raise ConflictError(message)
                return step.old

            change_message(step.target, step.old.key, change, step.delta.undo)
        return step.name, self.find(step.target.name)[1]


def form_count(sheet: Sheet, item: Item) -> int:
    """How many texts a message has: one, or as many as the catalog's header says."""
    return 1 if item.message.plural is None else plural_count(sheet.catalog)
