"""The small words by which the rules find where a clause, a noun phrase or a speech begins and ends."""

from helpers._files import word_list
from helpers.quotes._units import QUOTED

DASHES = frozenset("— – -- ― -".split())
STOPS = DASHES | frozenset(", ; : ( ) [ ] ? ! …".split()) | {QUOTED}
JOINS = frozenset("and but or nor yet".split())
BE = frozenset("is are was were be been being am 's 're isn't aren't wasn't weren't".split())
AUXILIARIES = BE | frozenset(
    """has have had having do does did will would can could may might must shall should 'd 've 'll not never
    hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't cannot shouldn't
    mustn't""".split()
)
SUBJECTS = frozenset("he she they i we it you who".split())
PRONOUNS = SUBJECTS | frozenset("that which one some others many both nobody everyone".split())
RELATIVES = frozenset("who which that".split())
OWNERS = frozenset("his her their its my our your whose".split())
DEEDS = word_list("what_people_do") | word_list("verbs_after_roles")
PLURALS = frozenset("people women men police voters most many some others both".split())
DETERMINERS = OWNERS | frozenset(
    """a an the this that these those any some no every each another such 's of in on for with at by from to
    into about under over against new more other few several many most own recent latest first second
    last""".split()
)
COMPLEMENTS = frozenset("that how whether why what".split())
LINKS = frozenset(  # open a clause inside a sentence
    """that if when because as while after before whether although though since unless until where why how
    what than so whom whose like once""".split()
)
OPENERS = frozenset(  # open a phrase before the subject
    """in at on by with from during after before for while when as despite since under over among amid through
    of to into without within about against between like upon until if although though because""".split()
)
PLACING = frozenset("on at in to from for by near outside".split())
ADVERBS = frozenset(
    """also then still already even just later once now ever always often again further too instead soon
    first simply actually rather only long well""".split()
)
LEADS = frozenset(
    "however meanwhile still instead yesterday nevertheless nonetheless moreover thus asked speaking".split()
)
TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday yesterday today tonight recently earlier
    later again last this week month year night morning afternoon evening early late""".split()
)
AFTER_SAID = frozenset(  # begin what stands behind a cue and is not said: when, where, to whom
    """in on at during after before when as while of to from by with last this earlier later yesterday today
    tonight monday tuesday wednesday thursday friday saturday sunday recently again about for via through over
    afterward afterwards outside inside following ahead late early then aboard near without amid under soon
    shortly""".split()
)
BEFORE_VERBS = AUXILIARIES | ADVERBS
PHRASE_ENDS = STOPS | LINKS | JOINS
SUBJECT_ENDS = STOPS | LINKS | AUXILIARIES | OPENERS - {"of"}
ADDRESSEE_ENDS = STOPS | LINKS | AFTER_SAID
CIRCUMSTANCES = TIMES | LEADS | ADVERBS
EDGES = DASHES | {",", QUOTED}  # end what is said before its cue
TURNS = DASHES | {",", "and", "but"}  # after which another cue may take over
POSSESSIVES = OWNERS | {"'s"}
