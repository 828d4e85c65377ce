"""Sentences of our own in the manner of wire services; their slots are filled with invented names.

P a person, p the surname alone, C city, N country, O organisation, A acronym, G agency, K club, U team,
X its nickname, Y party, I initial and surname, E code of a country; not names: D people, W weekday, M month,
t office, T title, S sport. A digit makes the slot mean the same all through the document; |u sets it in
capitals, |c each word with a capital; # is a digit.
"""

import random
import re

from names_invent import CLUBS, NICKNAMES, TEAMS, World, acronym, city, country, organisation, person
from names_words import CODES

NEWS = """\
{C1|u} ( {G} ) -- {D} President {P1} said on {W} he would meet {N1} 's {t} , {P2} , in {C} next week .
{C1|u} , {M} # ( {G} ) - {D} troops entered {C} on {W} , the {O1} ( {A1} ) said .
{C1|u} ( {G} ) -- At least # people were killed when a bomb exploded in {C1} on {W} , police said .
{C1} , {M} # -- {D} {t} {P1} has resigned , state radio reported .
{t|c} {P1} told reporters in {C1} that {N1} and {N2} had agreed to reopen their border .
{p1} , who is # , has led {N1} since a coup in 19## .
{p1} said the {A1} would not talk to {p2} .
{p2} denied it .
" We will not leave {C1} , " {p1} said .
" It is not over , " said {P3} , an analyst at {O2} in {C} .
Mr {p1} and Mr. {p2} last met in {C} in {M} .
Mrs {p3} , # , was born in {C} , {N1} .
{N1} 's {O1} ( {A1} ) said in a statement that {p1} was free to travel .
The {A1} and the {O2} signed the accord in {C} , {N2} .
A spokesman for {O2} , {P4} , said by telephone from {C1} that talks with {N2} had failed .
{D} {t} {P3} said {N1} would not send soldiers to {N2} .
The {D} government said {p3} would fly to {C} , {C} and {C} .
Followers of {P1} marched through {C1} and {C} after Friday prayers .
{N2} says {N1} backs rebels in the province of {C} .
Fighters loyal to {p1} seized the airport at {C} , # km ( # miles ) north of {C1} .
{P4} , the {A1} representative in {N1} , arrived from {C} .
{P1} and his son {P5} left the country .
Lawyers for {P5} , {P3} and {P4} said {p5} was innocent .
The {D} ambassador to {N2} , {P5} , was called to the foreign ministry .
General {p5} commands the {D} army in {C} .
{t|c} {p3} 's party won in {C} , {C} and {C} .
Among the dead were {P} , # , of {C} ; {P} , # ; and {P} .
{O1} chief {P2} praised {p1} , saying {N1} was a friend .
{O1} said it had no plan to leave {N1} .
The {O1} , known as {A1} , has # members .
{W} 's talks in {C} between {N1} , {N2} and {N} broke up .
-- {C1} newsroom
By {P}
By {P} in {C}
{P} , {G}
{P} of {A1}
{C} is # km from {C} , the {D} capital .
{N1|u} : {p1|u} SAYS {N2|u} MUST LEAVE
{p1|u} MEETS {p2|u} IN {C1|u} AS {N1|u} TALKS STALL
{N1|u} SAYS # KILLED IN {C|u} BLAST
{A1} WARNS {N1|u} OVER {C|u} VOTE
{D|u} {t|u} QUITS AFTER {C1|u} VOTE
POLICE IN {C|u} ARREST {P1|u}
{p1} Meets {p2} in {C1} as {N1} Talks Stall
{N1} Says # Killed in {C} Blast
{A1} Warns {N1} Over {C} Vote
Thousands March in {C1} Against {p1}
FOREIGN MINISTER LEAVES FOR {C|u} ON {W|u}
STOCKS CLOSE HIGHER AS OIL PRICES FALL
BOMB KILLS # AT MARKET , HOSPITAL SAYS
{N1|u} - {P1|u} RELEASED FROM PRISON .
Government Says Inflation Will Fall This Year
What the New Budget Means for Families
NEWS IN BRIEF
PRESS DIGEST - {N1} - {M} # .
These are the leading stories in the {C1} press .
{T} {P1} met {T} {P2} in {C1} on {W} .
{T} {p2} thanked {T} {P3} and {T} {p1} .
Crown Prince {P4} , the son of King {p4} , visited {N1} .
{N1} 's {t} , {T} {P5} , spoke to the {O2} .
The {D} {t} , {P5} , arrived in {C} with {D} Defence Minister {P} .
The {Y1} lost # seats to the {Y2} in {C} and {C} .
{Y1} leader {P1} said the {Y2} had no plan .
{P2} of the {Y2} won ## percent of the vote in {C} .
The ruling {Y1} and the opposition {Y2} walked out of parliament .
Supporters of the {Y2} clashed with police in {C1} .
The {D} government and the {D} parliament welcomed the vote .
The {p1} government has asked the {O2} for loans .
{P3} , a professor at the University of {C} , called the plan unwise .
The trial of {P5} opened at the {C1} High Court .
{C1} mayor {P4} and {C} governor {P} signed the letter .
{W} in {C1} : {P1} , {P2} and {P3} speak at the {O2} .
{p1} and {p2} were seen leaving the {C} home of {P4} .
Photo : {P} / {G}
{P} reported from {C} and {P} from {C} , {N} .
""".splitlines()
BIZ = """\
{O1} said net profit fell to ## million from ## million a year earlier .
Shares in {O1} rose # pence to ### in {C1} trading .
{C1|u} , {M} # ( {G} ) - {O1} agreed to buy {O2} for #.# billion , the companies said .
{O2} chairman {P1} said the {D} market was weak .
" It is a good deal , " said {P2} , an analyst with {O3} in {C} .
{p2} rates {O1} a buy .
{O3} cut its rating on {O1} and {O2} .
The {C1} Stock Exchange index closed at ####.## .
Traders in {C1} and {C} said {O2} was a buyer .
{O1|u} Q# NET FALLS
{O1|u} TO BUY {O2|u}
{N1} imported ### tonnes of wheat from {N2} and {N} in {M} .
{O1} is based in {C} , {N1} .
{O2} has plants in {C} , {C} and {N} .
-- {P} , {C1} newsroom + ## ## ### ####
{C1} Newsroom + ## ## ### ####
{O1} shares were up #.# at ##.## .
RESEARCH ALERT - {O1} cut .
{O3} analyst {P3} lowered {O1} to hold from buy .
{O1} <{A1}.N> said on {W} it would close its {C} mill .
Oil rose in {C} as {N1} and {N2} cut output .
{O2} of {C} and {O1} will build a plant in {N} .
{P1} founded {O2} in {C1} in 20## .
{O1} , a {D} start-up , raised $ ## million from {O3} .
" {O1} has grown , " said {p1} , chief executive of {O1} .
The app is made by {O2} , based in {C1} .
The {D} central bank said reserves were ## billion dollars .
""".splitlines()
SPORT = """\
{S|u} - {N1|u} BEAT {N2|u} #-# IN {C|u} .
{S|u} - {K1|u} LOSE TO {K2|u} .
{S|u} - {p1|u} WINS {C|u} OPEN .
{S|u} - {p1|u} , {p2|u} REACH FINAL .
{S|u} - {D|u} FIRST DIVISION RESULTS .
{S|u} - {N1|u} V {N2|u} SCOREBOARD .
{S|u} - RESULTS OF WORLD CUP MATCHES .
{C1|u} 19##-0#-##
{C1} 19##-0#-##
{N1} # {N2} # ( halftime #-# )
{K1} # {K2} #
{K1} # {K2} #
{K3} #-# {K4}
{N1} - {P1} ( ## ) , {P2} ( ## )
Scorers : {P1} ( ## ) , {P2} ( ## pen )
Scorers : {K1} - {p1} ( ## minute ) ; {K2} - {p2} ( ## )
Attendance : #,###
{K1} ## ## # # ## ## ##
{K2} ## ## # # ## ## ##
{N1} # # # # # # #
{N2} # # # # # # #
# . {P} ( {N} ) ## . ## seconds
# . {P} ( {N} ) # hours ## minutes
# . {P} ( {N} / {K} )
# . {P} , {N} , ##.##
{P1} ( {N1} ) beat {P2} ( {N2} ) #-# #-#
# - {P1} ( {N1} ) beat {P2} ( {N2} ) #-# #-# #-#
{P1} ( {N1} ) and {P2} ( {N2} ) beat {P3} ( {N} ) and {P4} ( {N} ) #-# #-#
{P3} ( {N} ) beat # - {P4} ( {N} ) #-#
{p1} c {p2} b {p3} ##
{p4} not out ##
{p5} lbw {p3} #
{I} c {I} b {I} ##
Fall of wickets : #-## , #-## , #-### .
Bowling : {p1} ##-#-##-# , {p2} ##-#-##-# , {p3} #-#-##-# .
{p1} ##-#-##-# ( nb-# )
Did not bat : {P4} , {P5} , {p3} .
{N1} : {I} ( captain ) , {I} , {I} , {I} , {I}
{K1} : {P} ; {P} , {P} , {P} ; {P}
{N1} team : {P} , {P} , {P} ( {K} ) , {P} ( {K} ) .
At {C} : {K1} ### and ### for # . {K2} ### ( {I} ## , {I} # for ## ) .
At {C} : {K1} ### ( {p1} ## , {p2} # for ## ) v {K2} .
{U1} # {U2} #
{U1} ### {U2} ##
{U1|u} AT {U2|u}
{U|u} AT {U|u}
{U1} ## ## .### -
{U2} ## ## .### #
In {C} , {P1} hit his ##th home run as the {U1} {X1} beat the {U2} {X2} #-# .
{P2} pitched # innings for {U1} .
The {X1} won for the #th time in # games .
{K1} striker {P1} scored twice in a #-# win over {K2} on {W} .
{K2} , who lost {p2} with a knee injury , are third .
{K1} coach {P3} said : " We deserved it . "
{N1} captain {P1} made ## as {N2} fell apart on the third day of the second test in {C} .
{D} champion {P1} beat {P2} of {N2} in the {C} Open .
Top seed {p1} , of {N1} , lost to {D} qualifier {P4} .
{p1} , the world champion , won the #,### metres in {C} .
{K3} signed {N1} midfielder {P5} from {K4} .
{N1} play {N2} in {C} on {W} .
Group # : {N} , {N} , {N} , {N}
Leading scorers : ## - {P} ( {K} ) , {P} ( {K} )
# {P} ## {P} ##
{P} ( {E} )
Played on {W} : {K1} # {K2} # , {K3} # {K4} #
Postponed : {K} v {K}
EASTERN DIVISION
W L PCT GB
Standings ( tabulated under played , won , drawn , lost , points ) :
""".splitlines()
OFFICES = [
    "foreign minister",
    "defence minister",
    "prime minister",
    "finance minister",
    "interior minister",
    "deputy prime minister",
    "opposition leader",
    "president",
    "vice president",
    "army chief",
    "oil minister",
]
SPORTS = [
    "soccer",
    "cricket",
    "tennis",
    "rugby union",
    "rugby league",
    "athletics",
    "golf",
    "baseball",
    "basketball",
    "cycling",
    "boxing",
    "motor racing",
    "squash",
    "ice hockey",
    "badminton",
    "nba basketball",
    "nhl ice hockey",
]
AGENCIES = ["AP", "Reuters", "AFP", "Reuter", "UPI", "Xinhua"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = [
    "Jan.",
    "Feb.",
    "March",
    "April",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
    "August",
    "September",
    "October",
]
TITLES = [
    "President",
    "Prime Minister",
    "Foreign Minister",
    "Vice President",
    "Sheikh",
    "Sheik",
    "Ayatollah",
    "Grand Ayatollah",
    "King",
    "Queen",
    "Prince",
    "Princess",
    "Crown Prince",
    "Emir",
    "Sultan",
    "Pope",
    "Cardinal",
    "Archbishop",
    "Bishop",
    "Rev.",
    "Imam",
    "Gen.",
    "General",
    "Lt. Gen.",
    "Maj. Gen.",
    "Brigadier",
    "Col.",
    "Colonel",
    "Major",
    "Captain",
    "Lt.",
    "Sgt.",
    "Admiral",
    "Sen.",
    "Senator",
    "Rep.",
    "Gov.",
    "Governor",
    "Mayor",
    "Judge",
    "Justice",
    "Chief Justice",
    "Dr",
    "Dr.",
    "Prof.",
    "Professor",
    "Mr",
    "Mr.",
    "Mrs",
    "Ms.",
    "Sir",
    "Lord",
    "Lady",
    "Ambassador",
    "Chief",
    "Chancellor",
    "Secretary of State",
    "Attorney General",
    "Minister",
    "Coach",
]
PARTIES = [
    "Liberal Democrats",
    "Labour Party",
    "Labour",
    "Conservatives",
    "Conservative Party",
    "Likud",
    "Congress party",
    "Janata Dal",
    "BJP",
    "ANC",
    "Zanu-PF",
    "Inkatha Freedom Party",
    "Social Democrats",
    "SPD",
    "Christian Democrats",
    "CDU",
    "Free Democrats",
    "Greens",
    "Green Party",
    "Socialist Party",
    "Communist Party",
    "Workers' Party",
    "People's Party",
    "National Front",
    "Forza Italia",
    "Republican Party",
    "Democratic Party",
    "Popular Front",
    "Muslim Brotherhood",
    "Welfare Party",
    "Golkar",
    "Kuomintang",
    "DPP",
    "Democratic Progressive Party",
    "Muslim League",
    "Awami League",
    "National League for Democracy",
    "Fine Gael",
    "Fianna Fail",
    "Sinn Fein",
    "Sandinistas",
    "Frelimo",
    "Renamo",
    "Unita",
    "Swapo",
    "Movement for Democratic Change",
    "United National Party",
    "National Resistance Movement",
    "All Progressives Congress",
    "New Patriotic Party",
    "Orange Democratic Movement",
    "Jubilee Party",
    "Fatah",
    "Hamas",
    "Amal",
    "Dawa Party",
    "Patriotic Union",
    "Islamist Party",
    "Freedom Party",
    "Reform Party",
    "Tamil Tigers",
    "{D} National Congress",
    "{D} People's Party",
    "{D} Democratic Party",
    "{N} First",
    "Union for {N}",
]
SLOT = re.compile(r"\{(([A-Za-z])\d?)(?:\|(\w))?\}")
KINDS = {
    "P": "PER",
    "p": "PER",
    "I": "PER",
    "C": "LOC",
    "N": "LOC",
    "E": "LOC",
    "O": "ORG",
    "A": "ORG",
    "G": "ORG",
    "K": "ORG",
    "Y": "ORG",
    "U": "ORG",
    "X": "ORG",
}
REGIONS = ["europe"] * 3 + ["arab", "asia", "africa", "china", "korea", "japan"]


def _initials(known: dict) -> str:
    words = known.get("O1", "").split()
    return "".join(word[0] for word in words if word[0].isupper())[:5] if len(words) > 2 else ""


def _draw(kind: str, r: random.Random, w: World, known: dict) -> str:
    makers = {
        "C": lambda: city(r, w),
        "N": lambda: country(r, w),
        "O": lambda: organisation(r, w),
        "A": lambda: _initials(known) or acronym(r),
        "E": lambda: r.choice(CODES.split()),
        "G": lambda: r.choice(AGENCIES),
        "K": lambda: r.choice(CLUBS) if r.random() < 0.8 else city(r, w),
        "U": lambda: r.choice(TEAMS),
        "X": lambda: r.choice(NICKNAMES),
        "I": lambda: (
            f"{r.choice('ABCDGHIJKMNPRSTW')}. {person(r, w, r.choice(['europe', 'europe', 'asia']))[1]}"
        ),
        "D": lambda: r.choice(w.peoples).capitalize(),
        "W": lambda: r.choice(DAYS),
        "M": lambda: r.choice(MONTHS),
        "S": lambda: r.choice(SPORTS),
        "t": lambda: r.choice(OFFICES),
        "T": lambda: r.choice(TITLES),
        "Y": lambda: r.choice(PARTIES).format(N=country(r, w), D=r.choice(w.peoples).capitalize()),
    }
    return makers[kind]()


def _value(name: str, kind: str, r: random.Random, w: World, known: dict) -> str:
    if kind in "Pp":
        both = known.get("P" + name[1:]) if name[1:] else None
        both = both or person(r, w, r.choice(REGIONS))
        if name[1:]:
            known["P" + name[1:]] = both
        return both["Pp".index(kind)]
    value = known.get(name) or _draw(kind, r, w, known)
    if name[1:]:
        known[name] = value
    return value


def sentence(line: str, r: random.Random, w: World, known: dict) -> tuple[str, list[tuple[int, int, str]]]:
    """Return one filled sentence and where its names stand: start, end, kind."""
    text, names, done = "", [], 0
    line = re.sub("#", lambda _: str(r.randrange(1, 10)), line)
    for slot in SLOT.finditer(line):
        text += line[done : slot.start()]
        value = _value(slot[1], slot[2], r, w, known)
        value = value.upper() if slot[3] == "u" else value.title() if slot[3] == "c" else value
        follows = slot[2] == "X" and names and text.endswith(" ") and names[-1][1] == len(text) - 1
        start = names.pop()[0] if follows else len(text)
        text += value
        if slot[2] in KINDS:
            names.append((start, len(text), KINDS[slot[2]]))
        done = slot.end()
    return text + line[done:], names


def documents(r: random.Random, w: World, count: int) -> list[list[tuple[str, list[tuple[int, int, str]]]]]:
    """Return invented documents: sentences with their names."""
    result = []
    for _ in range(count):
        lines, most = r.choice([(NEWS, 14), (NEWS, 14), (BIZ, 8), (SPORT, 14), (SPORT, 14)])
        known: dict = {}
        result.append([sentence(lines[i], r, w, known) for i in sorted(r.sample(range(len(lines)), most))])
    return result
