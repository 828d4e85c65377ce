"""Measure: who is in the text. Names, the register of actors and its mentions, who occurs with whom."""

from helpers.actors._highlight import highlight
from helpers.actors._identity.compare import agreement, compare_registers, wrong_merges
from helpers.actors._identity.merge import merge
from helpers.actors._identity.pronoun_mentions import pronoun_mentions
from helpers.actors._identity.pronouns import pronouns
from helpers.actors._identity.roles import roles
from helpers.actors._recogniser.names import names
from helpers.actors._register.counts import (
    WAYS,
    actor_counts,
    co_mentions,
    evaluation_shares,
    kind_counts,
    overall,
    places,
    unused,
)
from helpers.actors._register.draft import draft_register
from helpers.actors._register.mentions import mentions, unlisted
from helpers.actors._register.read import HOW, KINDS, read_register, register_for

__all__ = [
    "HOW",
    "KINDS",
    "WAYS",
    "actor_counts",
    "agreement",
    "co_mentions",
    "compare_registers",
    "draft_register",
    "evaluation_shares",
    "highlight",
    "kind_counts",
    "mentions",
    "merge",
    "names",
    "overall",
    "places",
    "pronoun_mentions",
    "pronouns",
    "read_register",
    "register_for",
    "roles",
    "unlisted",
    "unused",
    "wrong_merges",
]
