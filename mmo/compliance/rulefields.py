"""The values that the entries of a rule file hold, read from what an author wrote."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from flask_babel import gettext as _
from pydantic import AfterValidator, BeforeValidator, StringConstraints

from mmo.compliance.terms import Term, Value, parse_value
from mmo.compliance.vocabulary import Options, words
from mmo.validation import shorten

NOT_APPLICABLE = "not_applicable"


def known(name: str, allowed: Mapping[str, Any] | set[str], what: str) -> str:
    """The name, where it is one of these words.

    Raises:
        ValueError: it is not; the sentence lists what is allowed.
    """
    if name not in allowed:
        raise ValueError(
            _(
                "“%(name)s” is not a %(what)s; allowed: %(allowed)s",
                name=name,
                what=what,
                allowed=", ".join(sorted(allowed)) or "—",
            )
        )
    return name


def _term(given: Any) -> Term:
    value = given if isinstance(given, Term) else parse_value(given)
    if not isinstance(value, Term):
        raise ValueError(_("“%(text)s” is a number of days, a day is needed", text=given))
    return value


def _term_or_nothing(given: Any) -> Term | str:
    return given if given == NOT_APPLICABLE else _term(given)


def _days(given: Any) -> str | Value:
    if isinstance(given, str):
        return given
    if not isinstance(given, int) or isinstance(given, bool):
        raise ValueError(_("%(found)s is not a whole number", found=shorten(given)))
    return parse_value(given)


def options_of(model: type[Options], given: Any) -> Options:
    """What a rule says in ``where``; a default that stands for nothing said is an `Options`."""
    return model() if isinstance(given, Options) else model.model_validate(given)


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
TermText = Annotated[Term, BeforeValidator(_term)]
ValueText = Annotated[Value, BeforeValidator(parse_value)]
TermOrNothing = Annotated[Term | Literal["not_applicable"], BeforeValidator(_term_or_nothing)]
Days = Annotated[str | int, BeforeValidator(_days)]
"""A number of days, or the name of a parameter that is one."""

CollectionName = Annotated[
    str, AfterValidator(lambda name: known(name, words.collections, _("collection")))
]
GroupName = Annotated[str, AfterValidator(lambda name: known(name, words.groups, _("group")))]
StateName = Annotated[str, AfterValidator(lambda name: known(name, words.states, _("state")))]
ConditionName = Annotated[
    str, AfterValidator(lambda name: known(name, words.conditions, _("condition")))
]
EvidenceKind = Annotated[
    str, AfterValidator(lambda name: known(name, words.evidence_kinds(), _("kind")))
]
