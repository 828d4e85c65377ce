"""Invented persons, places and organisations of many regions, for training text; word lists of our own."""

import random
from typing import NamedTuple

ARAB_GIVEN = [
    "Ahmed", "Mohammed", "Muhammad", "Ali", "Hassan", "Hussein", "Omar", "Khalid", "Ibrahim", "Ismail",
    "Yusuf", "Mustafa", "Mahmoud", "Hamid", "Karim", "Rashid", "Saleh", "Samir", "Said", "Faisal", "Fuad",
    "Haidar", "Hadi", "Jalal", "Jassim", "Majid", "Marwan", "Mansour", "Moqtada", "Muqtada", "Nabil",
    "Nasser", "Nouri", "Qassem", "Rafiq", "Saddam", "Salah", "Tariq", "Tareq", "Walid", "Zaid", "Abbas",
    "Adel", "Adnan", "Akram", "Anwar", "Bashar", "Bilal", "Fatima", "Aisha", "Layla", "Zainab", "Noor",
    "Mehdi", "Javad", "Mohsen", "Akbar", "Ayad", "Barham", "Ammar", "Qusay", "Izzat", "Nizar", "Fawzi",
    "Munir", "Rami", "Ziad", "Bassam", "Imad", "Ghassan", "Ihab", "Usama", "Hazem", "Sabah", "Talal",
    "Nayef", "Sultan", "Mahdi", "Kadhim", "Baqir", "Muhsin", "Riyadh", "Shaker", "Thamer", "Jawad",
]
ARAB_FAMILY = [
    "Sadr", "Sistani", "Maliki", "Jaafari", "Zarqawi", "Masri", "Baghdadi", "Tikriti", "Hashimi", "Janabi",
    "Hakim", "Rubaie", "Dulaimi", "Mutlaq", "Nujaifi", "Abadi", "Allawi", "Barzani", "Talabani", "Rajhi",
    "Thani", "Sabah", "Attiyah", "Khoei", "Shahristani", "Jubouri", "Amiri", "Khazali", "Kaabi", "Assad",
    "Shaibi", "Sharif", "Hamdi", "Najjar", "Khatib", "Qaradawi", "Zawahiri", "Masood", "Douri", "Ani",
    "Obeidi", "Bolani", "Araji", "Fayyadh", "Ghazali", "Hariri", "Haddad", "Jumblatt", "Harawi", "Sisi",
    "Ghannouchi", "Saied", "Essebsi", "Nahyan", "Maktoum", "Faraj", "Turki", "Jubeir", "Houthi", "Hadi",
    "Saleh", "Shamkhani", "Qahtani", "Mutairi", "Otaibi", "Shammari", "Tamimi", "Yaqoubi",
]
CHINA_FAMILY = [
    "Wang", "Li", "Zhang", "Liu", "Chen", "Yang", "Huang", "Zhao", "Wu", "Zhou", "Xu", "Sun", "Ma", "Zhu",
    "Hu", "Guo", "He", "Lin", "Gao", "Luo", "Zheng", "Liang", "Xie", "Tang", "Song", "Deng", "Han", "Feng",
    "Cao", "Peng", "Zeng", "Xiao", "Tian", "Dong", "Pan", "Yuan", "Cai", "Jiang", "Yu", "Du", "Ye", "Cheng",
    "Wei", "Su", "Lu", "Ding", "Ren", "Shen", "Yao", "Bo", "Wen", "Xi",
]
CHINA_SYLLABLE = [
    "wei", "ming", "hua", "jun", "ping", "jian", "guo", "xiao", "dong", "hai", "yan", "ling", "feng",
    "qiang", "lei", "tao", "bin", "hong", "li", "yu", "zhi", "wen", "xin", "mei", "fang", "chun", "jing",
    "shan", "long", "cheng", "yi", "hui", "gang", "yong", "sheng", "rong", "qing", "bo", "kai", "peng",
    "zhen", "hao",
]
KOREA_FAMILY = [
    "Kim", "Lee", "Park", "Choi", "Jung", "Kang", "Cho", "Yoon", "Jang", "Lim", "Han", "Oh", "Seo", "Shin",
    "Kwon", "Hwang", "Ahn", "Song", "Ryu", "Hong", "Moon", "Roh", "Chung", "Ban", "Paik",
]
KOREA_SYLLABLE = [
    "min", "jun", "hyun", "soo", "jin", "young", "ho", "sung", "kyung", "hye", "won", "woo", "jae", "seok",
    "dong", "il", "un", "hee", "ja", "chul", "sang", "tae", "yong", "gil", "ki", "bum", "in", "hwan",
]
JAPAN_FAMILY = [
    "Sato", "Suzuki", "Takahashi", "Tanaka", "Watanabe", "Ito", "Yamamoto", "Nakamura", "Kobayashi", "Kato",
    "Yoshida", "Yamada", "Sasaki", "Yamaguchi", "Matsumoto", "Inoue", "Kimura", "Hayashi", "Shimizu",
    "Hashimoto", "Abe", "Suga", "Kishida", "Fukuda", "Noda", "Aso", "Kan", "Ishiba", "Koizumi", "Ozawa",
    "Hatoyama", "Mori", "Obuchi", "Murayama", "Hosokawa", "Miyazawa", "Ikeda", "Ishikawa", "Ogawa", "Okada",
    "Goto", "Hasegawa", "Fujita", "Endo", "Aoki", "Sakamoto",
]
JAPAN_GIVEN = [
    "Hiroshi", "Takashi", "Kenji", "Akira", "Shinzo", "Taro", "Junichiro", "Yoshihide", "Fumio", "Naoto",
    "Yukio", "Keiko", "Yuriko", "Makoto", "Kazuo", "Toshio", "Haruto", "Yuki", "Sakura", "Aiko", "Noriko",
    "Masako", "Tetsuya", "Daisuke", "Ryo", "Kenta", "Shigeru", "Seiji", "Ichiro", "Kazuhiro",
]
KNOWN = [
    "England", "France", "Germany", "Italy", "Spain", "Australia", "India", "Pakistan", "Russia", "Ukraine",
    "China", "Japan", "Britain", "U.S.", "Netherlands", "Belgium", "Sweden", "Brazil", "Argentina",
    "Zimbabwe", "Iraq", "Iran", "Syria", "Lebanon", "Egypt", "Israel", "Turkey", "Kenya", "Nigeria",
    "Rwanda", "Sudan", "Somalia", "Indonesia", "Malaysia", "Philippines", "Thailand", "Vietnam", "Cuba",
    "Venezuela", "Colombia",
]
PAIRS = [
    "South Africa", "South Korea", "Saudi Arabia", "Sri Lanka", "Hong Kong", "New Zealand", "West Indies",
    "North Korea", "Ivory Coast", "Sierra Leone", "Costa Rica", "United States", "Czech Republic",
    "El Salvador", "Burkina Faso",
]
CLUBS = [
    "Arsenal", "Chelsea", "Liverpool", "Everton", "Manchester United", "Manchester City", "Leeds",
    "Leeds United", "Tottenham", "Newcastle", "Aston Villa", "Blackburn", "Sheffield Wednesday",
    "Nottingham Forest", "Middlesbrough", "Sunderland", "Derby", "Southampton", "Coventry", "Leicester",
    "West Ham", "Wimbledon", "Celtic", "Rangers", "Aberdeen", "Hearts", "Hibernian", "Dundee United",
    "Motherwell", "Real Madrid", "Barcelona", "Atletico Madrid", "Valencia", "Deportivo Coruna", "Sevilla",
    "Real Sociedad", "Athletic Bilbao", "Espanyol", "Zaragoza", "Juventus", "AC Milan", "Inter Milan",
    "Inter", "Lazio", "Roma", "AS Roma", "Fiorentina", "Parma", "Napoli", "Sampdoria", "Udinese", "Vicenza",
    "Bayern Munich", "Borussia Dortmund", "Hamburg", "Werder Bremen", "Schalke", "Bayer Leverkusen",
    "VfB Stuttgart", "Karlsruhe", "Cologne", "Hansa Rostock", "Duisburg", "Ajax", "Ajax Amsterdam",
    "PSV Eindhoven", "Feyenoord", "Twente Enschede", "Vitesse Arnhem", "Groningen", "Heerenveen",
    "Sparta Rotterdam", "Utrecht", "Anderlecht", "Club Brugge", "Standard Liege", "Lierse", "Porto",
    "Benfica", "Sporting", "Sporting Lisbon", "Paris St Germain", "Monaco", "Marseille", "Auxerre", "Nantes",
    "Bordeaux", "Lens", "Lyon", "Metz", "Strasbourg", "Lille", "Nice", "Rennes", "Galatasaray", "Fenerbahce",
    "Besiktas", "Trabzonspor", "Spartak Moscow", "Dynamo Kiev", "CSKA Moscow", "Rotor Volgograd",
    "Red Star Belgrade", "Partizan", "Steaua Bucharest", "Dinamo Bucharest", "Legia Warsaw", "Widzew Lodz",
    "Sparta Prague", "Slavia Prague", "Ferencvaros", "Rapid Vienna", "Sturm Graz", "Grasshopper", "Basle",
    "IFK Gothenburg", "Brondby", "Rosenborg", "Boca Juniors", "River Plate", "Flamengo", "Corinthians",
    "Santos", "Palmeiras", "Penarol", "Nacional", "Al-Ahly", "Zamalek", "Al Hilal", "Kaizer Chiefs",
    "Orlando Pirates", "Raja Casablanca", "Esperance", "Yomiuri Giants", "Somerset", "Surrey", "Essex",
    "Kent", "Lancashire", "Yorkshire", "Middlesex", "Sussex", "Hampshire", "Worcestershire", "Warwickshire",
    "Glamorgan", "Durham", "Derbyshire", "Nottinghamshire", "Northamptonshire", "Gloucestershire",
    "Leicestershire", "Queensland", "Natal", "Transvaal", "Wigan", "St Helens", "Bradford", "Castleford",
    "Balmain", "Canberra", "Brisbane", "Parramatta", "Harlequins", "Bath", "Wasps", "Saracens", "Canterbury",
    "Wellington", "Otago",
]
TEAMS = [
    "Atlanta", "Boston", "Baltimore", "Chicago", "Cincinnati", "Cleveland", "Colorado", "Dallas", "Denver",
    "Detroit", "Florida", "Houston", "Kansas City", "Los Angeles", "Miami", "Milwaukee", "Minnesota",
    "Montreal", "New England", "New York", "Oakland", "Orlando", "Philadelphia", "Phoenix", "Pittsburgh",
    "Portland", "Sacramento", "San Antonio", "San Diego", "San Francisco", "Seattle", "St. Louis",
    "Tampa Bay", "Texas", "Toronto", "Utah", "Vancouver", "Washington", "Buffalo", "Calgary", "Edmonton",
    "Hartford", "Ottawa", "Carolina", "Charlotte", "Indiana", "Indianapolis", "Jacksonville", "New Jersey",
    "California", "NY Rangers", "NY Islanders",
]
NICKNAMES = [
    "Yankees", "Mets", "Red Sox", "White Sox", "Cubs", "Dodgers", "Giants", "Braves", "Orioles", "Indians",
    "Tigers", "Twins", "Royals", "Athletics", "Mariners", "Angels", "Rangers", "Astros", "Cardinals",
    "Pirates", "Phillies", "Reds", "Padres", "Rockies", "Marlins", "Expos", "Lakers", "Celtics", "Knicks",
    "Bulls", "Pistons", "Rockets", "Jazz", "Sonics", "Suns", "Spurs", "Cowboys", "Redskins", "Bears",
    "Packers", "Vikings", "Lions", "Raiders", "Chiefs", "Broncos", "Chargers", "Dolphins", "Patriots",
    "Jets", "Bills", "Steelers", "Browns", "Oilers", "Jaguars", "Panthers", "Falcons", "Saints",
    "Buccaneers", "Bruins", "Sabres", "Flyers", "Penguins", "Capitals", "Devils", "Islanders", "Canadiens",
    "Maple Leafs", "Red Wings", "Blackhawks", "Blues", "Avalanche", "Kings", "Sharks", "Canucks", "Oilers",
    "Flames",
]
FIRMS = [
    "Siemens", "Daimler", "Volkswagen", "Renault", "Peugeot", "Fiat", "Olivetti", "Telecom Italia",
    "Lufthansa", "British Airways", "Air France", "KLM", "Boeing", "Airbus", "Lockheed Martin", "Microsoft",
    "Intel", "IBM", "Apple", "Compaq", "Hewlett-Packard", "Sony", "Toyota", "Nissan", "Honda", "Mitsubishi",
    "Hitachi", "Toshiba", "Samsung", "Daewoo", "Hyundai", "General Motors", "Ford", "Chrysler", "Exxon",
    "Shell", "BP", "Texaco", "Elf", "Total", "ENI", "Repsol", "Petronas", "Gazprom", "Lukoil", "HSBC",
    "Barclays", "Lloyds", "NatWest", "Citicorp", "Chase Manhattan", "JP Morgan", "Merrill Lynch",
    "Goldman Sachs", "Salomon Brothers", "Deutsche Bank", "Commerzbank", "UBS", "Credit Suisse", "ING",
    "ABN AMRO", "Nestle", "Unilever", "Philips", "Ericsson", "Nokia", "Volvo", "Saab", "ABB", "Novartis",
    "Roche", "Bayer", "BASF", "Hoechst", "Glaxo", "Zeneca", "Pfizer", "Merck", "Kmart", "Sears", "Wal-Mart",
    "McDonald 's", "Coca-Cola", "PepsiCo", "Philip Morris", "AT&T", "MCI", "Sprint", "WorldCom",
    "Time Warner", "Viacom", "Disney", "News Corp", "Reuters", "Dow Jones", "BHP", "Rio Tinto", "De Beers",
    "Anglo American", "Lonrho", "MTN", "Safaricom", "Tata", "Reliance", "Infosys", "Petrobras", "Telebras",
    "Telmex", "Pemex", "PDVSA", "YPF", "Aramco", "SABIC", "Emirates", "Qantas", "Cathay Pacific",
    "Hutchison Whampoa", "Alibaba", "Huawei", "Tencent",
]
ENDINGS = [
    "Inc", "Corp", "Ltd", "Plc", "AG", "SA", "Group", "Holdings", "Co", "Inc.", "Corp.", "Bank",
    "Industries", "Financial Corp", "Resources Inc", "Energy Ltd", "Systems Inc", "Securities", "Insurance",
    "Steel", "Airlines", "Motors", "Technologies Inc", "Capital", "Oil Co",
]
BODIES = [
    "Ministry of {X}", "{X} Ministry", "Central Bank of {N}", "National Bank of {N}",
    "{D} Human Rights Commission", "University of {C}", "{C} University", "{D} Football Federation",
    "{N} Football Association", "{D} Medical Association", "People 's Liberation Front",
    "Islamic Salvation Front", "National Democratic Party", "{D} National Congress", "United National Party",
    "Movement for Democratic Change", "Liberation Army of {N}", "{C} Stock Exchange", "Constitutional Court",
    "Supreme Court of {N}", "Central Election Commission", "Independent Electoral Commission",
    "National Transitional Council", "National Security Council", "Revolutionary Guards", "{D} Red Crescent",
    "World Food Programme", "World Health Organisation", "International Monetary Fund",
    "European Commission", "European Union", "Arab League", "African Union", "United Nations", "NATO",
    "OPEC", "ASEAN", "Hamas", "Hezbollah", "Hizbollah", "Fatah", "Taliban", "Amnesty International",
    "Human Rights Watch", "Doctors Without Borders", "International Committee of the Red Cross",
    "{C} Chamber of Commerce", "Federal Reserve", "Bundesbank", "Bank of {N}",
    "Electricity Authority of {N}", "{C} High Court", "National Union of {X} Workers", "{D} Airlines",
    "{N} Airways", "{N} Telecom", "Congress", "Senate", "Knesset", "Interpol", "Pentagon",
    "State Department", "Foreign Ministry", "Interior Ministry", "Defence Ministry", "Finance Ministry",
    "White House",
]
MATTERS = [
    "Defence", "Health", "Education", "Agriculture", "Finance", "Foreign Affairs", "Justice",
    "Trade and Industry", "Transport", "Energy", "Interior", "Labour", "Information", "Oil",
    "Water Resources",
]
PEOPLES = [
    "british", "french", "german", "american", "spanish", "dutch", "polish", "irish", "turkish", "danish",
    "swedish",
]
EUROPE = (
    "en", "es", "pt", "fr", "de", "it", "nl", "pl", "cs", "sk", "hr", "hu", "sv", "no", "da", "fi", "ro",
)
ASIA = ["en_IN", "en_PK", "id_ID", "uz_UZ", "az_AZ", "tr_TR"]
AFRICA = ["en_KE", "en_NG", "yo_NG", "zu_ZA", "tw_GH", "sw", "fr_DZ", "en_KE", "fr_DZ"]
REGIONS = ["europe"] * 5 + ["arab"] * 4 + ["asia"] * 3 + ["africa"] * 4 + ["china"] * 2 + ["korea", "japan"]


def _usable(name: str) -> bool:
    return " " not in name and len(name) > 2 and name[0].isupper() and not name.isupper()


class World(NamedTuple):
    """Names to draw from: given and family names by locale, cities, towns, countries, peoples."""

    given: dict[str, list[str]]
    family: dict[str, list[str]]
    cities: list[str]
    towns: list[str]
    countries: list[str]
    peoples: list[str]
    europe: list[str]


def world(people: dict, kinds: dict[str, str]) -> World:
    """Return the names to draw from, out of the compiled word lists."""
    given = {place: [n for n in lists[0] if _usable(n)] for place, lists in people.items()}
    family = {place: [n for n in lists[1] if _usable(n)] for place, lists in people.items()}
    family = {place: listed or family["en_US"] for place, listed in family.items()}
    plain = {word: set(found.split()) for word, found in kinds.items() if word.isalpha()}
    free = {word: found for word, found in plain.items()
            if len(word) > 3 and not found & {"given", "surname"}}
    peoples = [w for w, found in plain.items() if "people" in found and not w.endswith("s")]
    return World(given, family, [w for w, found in free.items() if "city" in found],
                 [w for w, found in free.items() if "town" in found],
                 [w for w, found in plain.items() if "country" in found and len(w) > 3] + PAIRS,
                 peoples + PEOPLES * 3,
                 [p for p in given if p.startswith(EUROPE) and p != "en_TH" and len(people[p][1]) > 20])


def _listed(r: random.Random, w: World, places: list[str]) -> tuple[str, str]:
    place = r.choice(places)
    given, family, x = r.choice(w.given[place]), r.choice(w.family[place]), r.random()
    if x < .10:
        return f"{given} {r.choice('ABCDEFGHJKLMNPRSTW')}. {family}", family
    if x < .15:
        return f"{given[0]}. {family}", family
    if x < .22:
        return f"{given} {r.choice(w.given[place])} {family}", family
    if x < .26:
        return f"{given} {family}-{r.choice(w.family[place])}", family
    return f"{given} {family}", family


def _arab(r: random.Random) -> tuple[str, str]:
    given, family, x = r.choice(ARAB_GIVEN), r.choice(ARAB_FAMILY), r.random()
    article = r.choice(["al-", "al-", "al-", "Al-", "el-", "Al ", "al "])
    if x < .45:
        return f"{given} {article}{family}", r.choice([family, article + family])
    if x < .55:
        return f"{given} {r.choice(['bin', 'ibn', 'Abu', 'bin'])} {r.choice(ARAB_GIVEN)} {article}{family}", \
            article + family
    if x < .65:
        return f"{r.choice(['Abdul', 'Abdul-', 'Abdel ', 'Abd al-', 'Abdel-'])}{given} {family}", family
    if x < .70:
        return f"Abu {given}", f"Abu {given}"
    last = r.choice([family, r.choice(ARAB_GIVEN)])
    return f"{given} {last}", last


def _far_east(r: random.Random, region: str) -> tuple[str, str]:
    if region == "japan":
        family = r.choice(JAPAN_FAMILY)
        return f"{r.choice(JAPAN_GIVEN)} {family}", family
    if region == "china":
        family, a, b = r.choice(CHINA_FAMILY), r.choice(CHINA_SYLLABLE), r.choice(CHINA_SYLLABLE)
        given = r.choice([a.capitalize()] * 3 + [(a + b).capitalize()] * 4 + [f"{a.capitalize()}-{b}"] * 2)
    else:
        family, a, b = r.choice(KOREA_FAMILY), r.choice(KOREA_SYLLABLE), r.choice(KOREA_SYLLABLE)
        a = a.capitalize()
        given = r.choice([f"{a}-{b}", f"{a} {b.capitalize()}", a + b])
    return f"{family} {given}", family


def person(r: random.Random, w: World, region: str = "") -> tuple[str, str]:
    """Return an invented full name and its short form."""
    region = region or r.choice(REGIONS)
    if region == "arab":
        return _arab(r)
    lists = {"europe": w.europe, "asia": ASIA, "africa": AFRICA}
    return _listed(r, w, lists[region]) if region in lists else _far_east(r, region)


def city(r: random.Random, w: World) -> str:
    """Return a city."""
    return r.choice(w.cities if r.random() < .7 else w.towns).title()


def country(r: random.Random, w: World) -> str:
    """Return a country, half of the time one that is often in the news."""
    if r.random() < .5:
        return r.choice(KNOWN)
    found = r.choice(w.countries)
    return found if found in PAIRS else found.title()


def acronym(r: random.Random) -> str:
    """Return a row of two to five capitals."""
    letters = "".join(r.choice("ABCDEFGHIKLMNOPRSTU") for _ in range(r.choice([2, 3, 3, 3, 4, 4, 5])))
    return letters[0] + letters[1].lower() + letters[2:] if len(letters) > 2 and r.random() < .12 else letters


def coined(r: random.Random) -> str:
    """Return a made-up word such as a young firm bears."""
    parts = [r.choice(["ba", "ca", "da", "fi", "go", "ha", "je", "ka", "lo", "mi", "na",
                       "no", "pa", "qua", "ri", "sa", "sho", "ta", "ti", "va", "vo", "we", "xia", "ya", "zen",
                       "zo"])
             for _ in range(r.choice([2, 3]))]
    return ("".join(parts) + r.choice(["", "", "x", "ra", "lys", "tech", "pay", "n", "s"])).capitalize()


def organisation(r: random.Random, w: World) -> str:
    """Return a firm, an acronym or a public body."""
    x = r.random()
    if x < .25:
        return r.choice(FIRMS)
    if x < .40:
        family = person(r, w, "europe")[1]
        return r.choice([f"{r.choice(FIRMS)} {r.choice(ENDINGS)}", f"{family} {r.choice(ENDINGS)}",
                         f"{city(r, w)} {r.choice(ENDINGS)}",
                         f"{family} & {r.choice(['Co', 'Sons', 'Partners'])}"])
    if x < .50:
        return acronym(r)
    if x < .58:
        return coined(r) + r.choice(["", "", "", " Group", " Ltd", " Media", " Labs"])
    return r.choice(BODIES).format(X=r.choice(MATTERS), N=country(r, w), D=r.choice(w.peoples).capitalize(),
                                   C=city(r, w))
