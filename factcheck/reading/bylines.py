"""Who wrote it: the names in lines such as "By Jane Doe, Staff Writer", and those in a file."""

import re
from functools import cache

LONGEST = 160
MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
# "Nov. 3" or "3 November"; what {day} stands for in the patterns of boilerplate.
DAY = rf"({MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})"
STAMPS = "(?:published|updated|posted)"
WEEKDAY = "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
# "d’Abreu", "al-Masri"; what stands before a date is no name.
NAME = rf"(?:(?!(?i:{STAMPS}|{WEEKDAY})\b)(?:[dl]['’]|(?:al|el|ar)-)?[^\W\d_a-z][\w.'’-]*)"
# Small words inside names, and what stands between two of them.
INSIDE = r"(?:de|da|di|du|la|le|von|van|der|den|ter|ten|bin|bint|al|el|ibn|ap|y|e)"
BETWEEN = r"(?:, and | and |, | & | with )"
PERSON = rf"{NAME}(?: (?:{INSIDE} ){{0,3}}{NAME}){{0,4}}"
FULL_NAME = rf"{NAME}(?: (?:{INSIDE} ){{0,3}}{NAME}){{1,4}}"
PEOPLE = rf"{PERSON}(?:{BETWEEN}{PERSON}){{0,5}}"
KIND = (
    r"(?:(?:the|our|a|an|chief|senior|staff|special|political|economics?|business|science|health|"
    r"home|foreign|legal|crime|sports?|education|environment|technology|arts|culture|diplomatic|"
    r"religion|data|investigations?|national|local|regional|world|deputy|associate|guest|freelance|"
    r"contributing|group|assistant|managing|defen[cs]e|social|affairs|transport|markets|consumer|"
    r"and)[ -])"
)
OFFICE = (
    r"(?:reporters?|writers?|correspondents?|editors?|columnists?|contributors?|analysts?|staff|"
    r"journalists?|bureau|desk|chief)"
)
TITLE = rf"(?:{KIND}|(?-i:[A-Z]\w+ )){{0,4}}{OFFICE}"
# What is left of a title when its words are written like names.
TITLED = re.compile(rf",? {KIND}*{OFFICE}$", re.IGNORECASE)
PLACE = rf"{NAME}(?:[ -](?:{INSIDE} )?{NAME}){{0,3}}(?:, {NAME}(?: {NAME})?)?"
AFTER = (
    rf"(?:,? (?:in|at|for|of) (?:the )?{PLACE}(?: and {PLACE})?|(?:,| \||[ –—-]{{1,3}})? ?(?i:{TITLE})"
    rf"(?: (?:in|at|for|of) (?:the )?{PLACE})?|(?: \||,| ?/| [–—-]) ?(?:the )?{PLACE}| \((?:the )?{PLACE}\)|,? ?[\w.+-]+@[\w-]+\.[\w.]+"
    r"|,? ?@\w{2,20})"
)
WORK = r"(?i:story|words|text|written|report|reporting|analysis|opinion|comment|review|interview|profile|column)"
OTHER_WORK = (
    r"(?i:pictures?|photographs?|photographer|photos?|photography|images?|illustrations?|graphics?|"
    r"video|editing|edited|writing|additional reporting)"
)
# "5 March 2024, 10:15" or "Published 4 hours ago", on the same line as the names.
WHEN = (
    rf"(?i:[ ,·•|–—-]{{1,3}}(?:{STAMPS}(?: on| at)?:? )?(?:\d+ (?:minutes?|mins?|hours?|hrs?|days?) ago"
    rf"|(?:{WEEKDAY},? )?{DAY},? \d{{4}}(?:,? (?:at )?\d\d?[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [a-z]{{2,4}})?)?))"
)
BYLINE = (
    rf"^(?:{WORK}(?: and {OTHER_WORK})? )?(?:[Bb]y|BY|[Bb]yline:|BYLINE:|[Aa]uthors?:|AUTHORS?:):? (?P<names>{PEOPLE})"
    rf"(?P<after>{AFTER}{{0,3}}(?:{WHEN})?)"
    rf"(?:[,;.|]? (?:and |with )?{OTHER_WORK} ?(?i:by|:):? {PEOPLE}(?:{AFTER})?){{0,3}}[.|]?$"
)
# "By Our Political Staff" names nobody, and is kept as it is.
ALL_TITLE = re.compile(rf"{KIND}{{0,4}}{OFFICE}", re.IGNORECASE)
# What follows the last comma and is no person: ", Reuters", ", BBC News", ", The Associated Press".
OUTLET = re.compile(
    r", (?:[^\s,]+|the [^,]+|[^,]+ (?:news|press|times|post|herald|tribune|guardian|journal|chronicle|"
    r"gazette|media|agency|network|magazine|mail|telegraph|standard|review|radio|tv|online|service))$",
    re.IGNORECASE,
)
# Pages glue what stands in two elements: "By Jane DoePublished 4 hours ago".
GLUED = re.compile(rf"(?<=[a-z])(?=(?i:{STAMPS})\b)")
# How files are signed when nobody has set a name.
NOBODY = re.compile(
    r"(?:(?:ms|microsoft|windows|office|libreoffice|python|default|local|test|web|system)?[ -]?"
    r"(?:office|user|users|author|docx|admin|administrator|root|owner|unknown|anonymous|guest|"
    r"word|writer|office user|pc|laptop|computer|none|null|staff|editor|editors|webmaster|n/?a))\d*",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"https?://|www\.|@|[<>{}\\]")


def names_in(line: str) -> str:
    """The names in a byline, or nothing: "Jane Doe and John Roe"."""
    line = line.strip().strip("*_").strip()
    if line.startswith("("):
        line = line.strip("()")
    found = _byline().match(GLUED.sub(" ", line)) if len(line) <= LONGEST else None
    if not found:
        return ""
    if ALL_TITLE.fullmatch(found["names"] + found["after"]):
        return found["names"] + found["after"]
    names = OUTLET.sub("", TITLED.sub("", found["names"]))
    # "By Friday." and "By Order of the court" are no bylines; "By AFP in Paris" is one.
    alone = " " not in names and not names.isupper()
    return "" if alone and (found["after"] or line.endswith(".")) else names.removesuffix(".")


@cache
def _byline() -> re.Pattern[str]:
    # Not compiled with the module: it takes as long as loading all of reading.
    return re.compile(BYLINE)


def signed(author: str) -> str:
    """Whom a file names as its author, if that is a name."""
    people = [" ".join(name.split()) for name in re.split(r"[;|]", author)]
    return ", ".join(name for name in people if _is_name(name))


def _is_name(name: str) -> bool:
    named = any(map(str.isalpha, name)) and len(name) <= 100
    return named and not NOBODY.fullmatch(name) and not ADDRESS.search(name)
