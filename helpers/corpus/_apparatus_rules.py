"""The forms of what is not prose, as regular expressions; `_apparatus` says where each is looked for."""

import re

from helpers._files import word_list
from helpers._fold import APOSTROPHES, HYPHENS
from helpers.corpus._tokens import HIGH_FIGURES

# Words and names
_W = rf"[A-Z][\w.{APOSTROPHES}{HYPHENS}]*"
_NAME = rf"{_W}(?:\s(?:{_W}|de|la|al|el|bin|von|van|der)){{1,4}}"
_AND = r"(?:,\s(?:and\s)?|\s(?:and|AND|&|with)\s|\s?[/|;]\s?)"
_DAYS = "|".join(sorted(word_list("days")))
_AUTHORS = rf"(?!(?i:{_DAYS})\b){_NAME}(?:{_AND}{_NAME})*"
_TITLED = rf"(?:{_W}|@\w+|[\w.]+@[\w.]+|of|the|for|and|in|at|&)"
_AGENCY = r"""(?:AP|(?:The\s)?Associated\sPress|(?:Thomson\s)?Reuters|REUTERS|AFP|Agence\sFrance-Presse|UPI
    |ANI|PTI|IANS|Xinhua|CNN|Bloomberg|TASS|EFE|dpa|DPA|Kyodo|Yonhap|The\sCanadian\sPress|IRNA|Anadolu|ANSA
    |Sputnik|RFE/RL|VOA|AAP|BBC|Press\sAssociation|(?:[Nn]ews\s)?[Aa]gencies|AGENCIES)"""
_ROLE = r"""(?i:(?:[a-z]+\s){0,2}(?:writers?|reporters?|correspondents?|editors?|columnists?|contributors?
    |bureau\schief|photographers?|staff))"""
_DID = r"""(?:[Aa]dditional\s)?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Ww]ritten|[Ee]dited
    |[Tt]ranslated)\sby"""

# Times and dates
_CLOCK = r"""(?:\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?|\d{1,2}(?:\.\d{2})?\s?[ap]\.?m\.?
    |\d{1,2}\.\d{2}(?=\s(?:GMT|BST|CET|EST|EDT|UTC)))(?:\s\(?(?-i:[A-Z]{2,5})\)?)?"""
_MONTH = rf"(?:{_DAYS}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
_WEEKDAY = rf"(?:{_DAYS}|mon|tues?|wed|thu|thurs?|fri|sat|sun)\.?"
_DAY = rf"""(?:(?:{_WEEKDAY},?\s)?(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?
    |\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH},?\s\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}))"""
_WHEN = rf"(?:{_DAY}|{_CLOCK})(?:,?\s(?:at\s|[-–—|]\s)?(?:{_DAY}|{_CLOCK})){{0,2}}"

# Pictures
_PHOTO = r"(?:[Pp]hoto|PHOTO|[Ii]mage|IMAGE|[Pp]icture|[Pp]hotograph|[Ii]llustration|[Gg]raphic)s?"
_BY_PHOTO = rf"(?:(?:[Ff]ile|FILE|[Hh]andout)\s)?{_PHOTO}(?:\s(?:by|courtesy(?:\sof)?|credit)\b:?|:)"
_TAKEN = rf"""[(\[](?:{_BY_PHOTO}|[Cc]redit:|AP\sPhoto|(?:AFP|REUTERS|Reuters|Getty|EPA)\b
        (?=[^()\[\]]*[/|]|\sImages))[^()\[\]]{{0,100}}[)\]]
    | (?:AP\sPhoto|REUTERS|AFP|EPA|Getty\sImages)/[A-Z][\w.'’/ -]{{2,60}}
    | (?:/|\|\s|\()(?:AFP|REUTERS)?/?Getty\sImages\)?
    | (?<=[.!?)]\s){_BY_PHOTO}\s[^.!?]{{1,60}}(?:\.\w[^.!?]{{1,40}})?"""

_SITE = "(?:facebook|twitter|x|whatsapp|linkedin|email|reddit|instagram|telegram|youtube|pinterest)"
IN_PLACE = "byline?"  # a byline only at the top or the foot of a text

# A whole line that one of these matches from end to end is set aside.
RULES = [
    ("time", "a line that is only a time or a date", rf"(?i:[(\[]?{_WHEN}[)\]]?\.?)"),
    (
        "time",
        "a line that says when the page was written",
        rf"""(?i:(?:(?:first|last)\s)?(?:published|updated|posted|modified|created):?\s(?:on\s|at\s)?
            (?:{_WHEN}|\d+\s\w+\sago)\.?
        | \d+\s(?:min(?:ute)?s?|hours?|hrs?|days?)\sago | \d+[\s-]min(?:ute)?s?\sread)""",
    ),
    (
        "page",
        "a page's number",
        r"""(?i:(?:page|pg\.?|p\.)\s?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?)
        | [-–—]\s?\d{1,4}\s?[-–—] | \d{1,3}\sof\s\d{1,3}\.?""",
    ),
    (
        "link",
        "an advertisement's place",
        r"(?i:advertise?ment|advertising|sponsored(?:\scontent)?|promoted\scontent)",
    ),
    (
        "link",
        "a link to another text",
        r"""(?i:(?:read\s(?:more|also|next)|read\sthe\sfull\s(?:story|article)|also\sread|see\salso
            | related(?:\s(?:stories|articles|news|content|topics|coverage|links?))?|more\son\sthis\sstory
            | most\s(?:read|popular)|you\smay\salso\slike|recommended(?:\sfor\syou)?|don['’]t\smiss
            | continue\sreading)(?:\s?[:»>…|].{0,200})?
        | read\smore\s(?:about|at|from|here)\b[^.!?]{0,120} | https?://\S+ | www\.\S+)
        | (?:READ|READ\sMORE|SEE|MORE|RELATED|WATCH|LISTEN|ALSO\sREAD):\s.{2,150}""",
    ),
    (
        "link",
        "a button of the page",
        rf"""(?i:(?:share|tweet|(?:share|print|e-?mail|save)\sthis(?:\s(?:article|story|page|post))?
        | share\s(?:on|via|with)\s\w+ | follow\s(?:us|@\w+|[\w\s.]{{2,40}})\son\s{_SITE}\b.{{0,60}}
        | click\shere\b.{{0,120}} | back\sto\stop | (?:story|article)\scontinues\sbelow(?:\sadvertisement)?
        | skip\sto\s(?:main\s)?content | \d+\s(?:comments?|shares?) | copy\slink | scroll\sdown\b.{{0,60}}
        | (?:view|show|leave\sa|load|post\sa)\s(?:more\s|all\s)?comments?
        | (?:sign\sup|subscribe)\b.{{0,100}}\b(?:newsletters?|alerts|inbox|updates|here)\b.{{0,40}}
        | download\s(?:our|the)\b.{{0,40}}\bapp\b.{{0,60}})\.?!?)""",
    ),
    (
        "caption",
        "a picture's words",
        rf"""(?:FILE\s(?:PHOTO|IMAGE|-|–|—)|File\s(?:photo|image)):?\s.{{3,300}} | [Ff]ile\sphoto\.?
        | {_BY_PHOTO}\s.{{2,200}} | [(\[]{_BY_PHOTO}\s.{{2,200}}[)\]]
        | [(\[]?(?:{_PHOTO}\s)?[Cc]redit:\s.{{2,80}}""",
    ),
    (
        "credit",
        "the name of an agency alone",
        rf"[-–—]*\s?[(\[]?{_AGENCY}(?:(?:/|,\s|\sand\s){_AGENCY})*[)\]]?",
    ),
    (
        "credit",
        "who reported, wrote or edited it",
        rf"{_DID}\s[A-Z](?:[\w.,;&/{APOSTROPHES}{HYPHENS}]|\s(?=[A-Z&]|and\s|in\s|by\s|{_DID}\s))*\.?",
    ),
    (
        "credit",
        "a notice of rights",
        r"""(?i:(?:copyright|©|\(c\))\s?(?:©\s|\(c\)\s)?\d{4}\b.{0,250} | all\srights\sreserved\.?
        | our\sstandards:\s.{2,80})""",
    ),
    (
        "byline",
        "a line that says who wrote it",
        rf"""(?:By|BY|by|Story\sby|Words\sby|Text\sby)\s(?:
            {_AUTHORS}(?:,|\s[-–—|/])?\s{_ROLE}(?:\s(?:in|at|of|for)\s{_NAME})?
            | (?:{_AUTHORS}{_AND})?(?:the\s)?{_AGENCY}(?:\s[Ss]taff)? | (?:[Oo]ur|[Aa])\s{_ROLE})
        | {_NAME}(?:,|\s[|/–—-])\s{_ROLE} | {_NAME}\s?[|/]\s?{_AGENCY}""",
    ),
    (
        IN_PLACE,
        "a line that says who wrote it",
        rf"""(?:By|BY|Story\sby)\s{_AUTHORS}
        (?:(?:,\s|\s[-–—|(]\s?|\s(?=in\s|for\s|IN\s|FOR\s)){_TITLED}(?:,?\s{_TITLED}){{0,7}}\)?)?""",
    ),
]
RULE = re.compile(
    "|".join(rf"(?P<rule{n}>(?:{rule})(?![^\n]))" for n, (_, _, rule) in enumerate(RULES)), re.VERBOSE
)
_LONG = r"""[(\[©] | additional|also|by|copyright|credit|edit|file|graphic|handout|http|illustration|image
    |listen|more|most|photo|picture|read|recommended|related|report|see|sign|story|subscribe|watch|writ
    |you\smay"""
# What a line begins with that a rule may match: one of more than SHORT characters, and one that ends in STOPS
MAY_BE_LONG = re.compile(_LONG, re.VERBOSE | re.IGNORECASE)
MAY_BE = re.compile(
    rf"""{_LONG} | \d|[-–—] | {_MONTH}|{_WEEKDAY} | all\s|article|back\s|click|compiled|continue|copy|created
    |don|download|e-?mail|first|follow|last|leave|load|modified|our\s|p\.|page|pg|post|print|publ|save|scroll
    |share|show|skip|text\s|translated|tweet|updated|view|words\s|www""",
    re.VERBOSE | re.IGNORECASE,
)

# Notes at the foot
NOTES_HEAD = re.compile(  # a heading, a rule, or the first note
    r"""(?P<word>(?i:(?:foot|end)-?notes?|notes?(?:\sand\s(?:references|sources))?|citations|sources
        |(?P<sources>references(?:\sand\snotes)?|bibliography|works\scited)):?)(?![^\n])
    | [-_*=–—]{3,}(?![^\n]) | (?P<first>(?:\[1\]|¹)\s?\S)""",
    re.VERBOSE,
)
NOTE_LABEL = re.compile(rf"(?P<figure>\[\d{{1,3}}\]|\(?\d{{1,3}}[.)]|[{HIGH_FIGURES}]+|[*†‡^])\s?(?=\S)")
LOW_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
YEAR = re.compile(r"\b(?:1[89]|20)\d\d[a-z]?\b")

# The end of a line
BRACKETED = re.compile(  # "(Reporting by Ann Hale; Editing by Tom Lowe)", over single newlines too
    rf"""[(\[](?:{_DID}|[Ww]ith\s(?:agency\s)?inputs?|[Ii]nputs?\sfrom)\b
    (?:[^()\[\]\n]|\n(?!\s*\n)){{0,400}}[)\]](?=[^\S\n]*(?:\n|\Z))""",
    re.VERBOSE,
)
CUE = re.compile(  # "(LAUGHTER)", "(BEGIN VIDEO CLIP)", "[inaudible]"
    r"""[(\[](?:(?:APPLAUSE|BEGIN|BELL|BREAK|CHEER(?:S|ING)|COMMERCIAL|CROSSTALK|END|GUNSHOTS?|INAUDIBLE|LAUGH(?:TER|S|ING)
    |MUSIC|OFF-MIKE|PAUSE|SINGING|SPEAKING|THROUGH|TRANSLATED|UNINTELLIGIBLE|VIDEO)(?:[ ,/&-]+[A-Z]+){0,6}
    |(?i:applause|cheers|crosstalk|inaudible|laughs|laughter|music|unintelligible))[)\]]\.?(?=[^\S\n]*(?:\n|\Z))""",
    re.VERBOSE,
)
PHOTO_END = re.compile(rf"(?:{_TAKEN})\.?\Z", re.VERBOSE)
PHOTO_WORDS = "hoto PHOTO mage MAGE icture raph llustration redit AFP REUTERS Reuters EPA Getty".split()
CONTRIBUTED = re.compile(
    r"[A-Z][^!?]{3,200}\scontributed\s(?:to\sthis\s(?:report|story|article)|reporting)\.?"
)

# The beginning of a line
_CAPS = rf"[A-Z][A-Z.{APOSTROPHES}{HYPHENS}]+(?:\s[A-Z][A-Z.{APOSTROPHES}{HYPHENS}]*){{0,3}}"
_DATE = rf"(?i:(?:{_WEEKDAY},\s)?{_MONTH}\s\d{{1,2}}(?:,\s\d{{4}})?)"
_DASH = r"(?:\s?(?:—|–|--)(?=\s|\Z|[“\"A-Z])|\s?-(?=\s|\Z))"
DATELINE = re.compile(
    rf"""(?P<place>(?P<caps>{_CAPS})(?:/{_CAPS})?(?:,\s(?!{_DATE}){_W}(?:\s{_W})?)?)(?P<date>,\s{_DATE})?
        (?P<agency>\s?\((?:{_W}|[A-Z])[\w\s./&{HYPHENS}]{{0,30}}\))?{_DASH}
    | (?:{_W}(?:\s{_W}){{0,2}}(?:,\s{_W})?(?:,\s{_DATE})?\s)?\({_AGENCY}\){_DASH}""",
    re.VERBOSE,
)
NO_PLACE = frozenset(
    """analysis breaking brexit bulletin comment corrected correction editorial exclusive explainer
    factbox fifa hamas interview isis live nasa nato news note obituary opec opinion profile review sport
    timeline uefa unesco unicef update updated video watch wrapup""".split()
)
CLOCK_FIRST = re.compile(rf"[(\[]?{_CLOCK}[)\]]?(?:\s?[-–—|:]\s|\s{{2,}})", re.VERBOSE | re.IGNORECASE)
LABEL = re.compile(
    rf"""(?P<name>{_W}(?:\s(?:{_W}|of|the|de|al|bin|von|van|and)){{0,5}})
        (?:\s?[(\[][^()\[\]\n]{{1,40}}[)\]])?\s?:(?!\S)
    | (?P<letter>[QA])(?:\.(?=\s)|\s?[-–—](?=\s)|(?=\s{{2,}}\S))""",
    re.VERBOSE,
)
NO_SPEAKERS = word_list("days") | frozenset(  # fields of exports, tables and recipes, by first or last word
    """abstract address admission age answers away band body born by byline call caption cast category
    class company conclusion cons contact copyright correction cost country credit database date dateline
    details died director document documents e-mail email example facts fax from full genre geographic
    graphic headline highlight home hours how identifier image industry info ingredients isbn issn item
    journal-code keywords language length level links load-date location loser method name note notes
    number organization page pages phone photo picture place position price pros pub-subject publication
    publication-type published publisher rating re reason reference result results run score section
    serves size source sources step subject subjects summary tel telephone ticker tickets time tip tips
    title titles to topic total type update updated updates url verdict video volume warning web website
    what when where who why winner year""".split()
)
