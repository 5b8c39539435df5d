"""The words by which `speakers.py` tells who speaks, in small letters. English in full; of German, French, Spanish and
Dutch what stands in most attributions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


WORD: Final = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")
VERBS: Final = _listed(
    "said says say saying told tells wrote writes writing stated states stating added adds explained explains claimed "
    "claims insisted insists argued argues replied replies announced announces noted notes continued continues "
    "according declared declares warned warns admitted admits conceded read reads asked observed concluded complained "
    "boasted boasts tweeted posted called calls calling described describes describing promised promises pledged "
    "pledges denied denies maintains maintained responded responds confirmed confirms acknowledged quoted put puts "
    "spoke speaks refers referred commented comments thinks believes regards sagte sagt schrieb schreibt erklärte "
    "erklärt betonte betont heißt heisst hieß meinte meint teilte fügte fügt ergänzte berichtet nennt nannte laut "
    "zufolge dit disait déclare déclaré explique expliqué écrit affirme affirmé ajoute ajouté selon précise poursuit "
    "indique indiqué souligne assure assuré raconte répond répondu dijo dice afirmó afirma según añade añadió señala "
    "señaló asegura aseguró explica explicó declaró zei zegt schreef schrijft stelt aldus volgens"
)
"""For saying and calling; a wider list than `quotations.SAYING`, since here nothing is joined by it."""
DOCUMENTS: Final = _listed(
    "website site page report reports review statement statements release leaflet letter blog post tweet newsletter "
    "accounts internetseite erklärung mitteilung bericht jahresbericht communiqué rapport informe comunicado"
)
"""What speaks for an organisation and is no person."""
ROLES: Final = DOCUMENTS | _listed(
    "spokesperson spokesman spokeswoman director directors executive chief ceo chair chairman chairwoman chairperson "
    "head founder co-founder manager co-ordinator coordinator trustee trustees president secretary treasurer officer "
    "member members staff worker workers volunteer volunteers lawyers solicitors sprecher sprecherin geschäftsführer "
    "geschäftsführerin leiter leiterin vorsitzender vorsitzende vorstand directeur directrice président présidente "
    "porte-parole responsable directora presidente portavoz woordvoerder"
)
"""Whoever or whatever speaks for an organisation."""
HOUSES: Final = _listed(
    "charity organisation organization trust group centre center foundation association project service society "
    "company agency body institute network partnership programme scheme hospice school college university verein "
    "vereins stiftung verband verbands einrichtung zentrum zentrums projekt fondation asociación organización "
    "fundación centro stichting vereniging"
)
"""For an organisation that was named before, behind one of ARTICLES."""
ARTICLES: Final = _listed("the this that der die das des dem le la el de het")
THEIRS: Final = _listed(
    "its their his her ihr ihre ihrer ihren ihrem leur leurs ses sa son su sus hun haar zijn"
)
PRONOUNS: Final = _listed("it they he she who which er sie il elle ils elles ze hij")
WE: Final = _listed(
    "we we’re we’ve we’ll we’d we're we've we'll we'd our ours us i i’m i’ve i'm i've my wir unser unsere unserer "
    "unseren unserem unseres ich mein meine nous notre nos je mon nosotros nuestro nuestra wij ons onze"
)
"""Whoever writes speaks of itself."""
OUTSIDERS: Final = _listed(
    "minister ministers mp mps councillor councillors council police critic critics opponent opponents campaigner "
    "campaigners activist activists resident residents neighbour neighbours neighbor neighbors judge court tribunal "
    "inspector inspectors paper newspaper newspapers journalist journalists reporter researchers academics government "
    "department ministry regulator commission ombudsman mother father parent parents woman man source sources insider "
    "insiders whistleblower former ex authors author article study expert experts professor lecturer client clients "
    "patient patients user users pupil tenant tenants headline headlines caption tabloid broadcaster ministerin "
    "polizei kritiker kritikerin gericht zeitung anwohner bürgermeister bürgermeisterin ministre maire journal "
    "critiques ministro alcalde policía periódico politie krant"
)
"""Those who are not of the house; "former" makes one of whoever follows."""
FORMER: Final = frozenset({"former", "ex"})
NO_NAMES: Final = _listed(
    "the a an in at on but and or it he she they we i this that these those its their his her as for from to of by "
    "with when while after before if so then there here yet still also one another some many most all both who what "
    "which where why how according speaking asked mr mrs ms dr sir monday tuesday wednesday thursday friday saturday "
    "sunday january february march april may june july august september october november december last next nothing "
    "nobody everyone everybody people no not such only even more several few during since under over about until der "
    "die das ein eine im in auf am und aber sie er es wir man so dies diese le la les un une il elle ils elles nous "
    "dans mais et el los las una en y pero de het een"
)
"""They begin sentences, or are titles of address and days: none of them is a name by itself."""
ABOUT: Final = re.compile(
    r"\b(?:of|about|against|on|into|to|with|over|towards?|regarding|for|at|by|from|über|gegen|von|vom|zu|contre|sur|de|du|"
    r"des|sobre|contra|tegen|van)\s+(?:the\s+|der\s+|die\s+|dem\s+|la\s+|le\s+)?\Z",
    re.IGNORECASE,
)
"""What stands before a name that is spoken about, unless a role stands before that."""
NAME: Final = re.compile(
    r"(?<![\w'’])[A-ZÀ-ÖØ-Þ][\w'’.-]*(?:\s+(?:(?:de|van|von|der|den|bin|al|el|le|la|of|and|&|the|for)\s+){0,2}"
    r"[A-ZÀ-ÖØ-Þ][\w'’-]*){0,5}"
)
"""Words with capitals in a row."""


def find_words(text: str, start: int, end: int, *, listed: frozenset[str]) -> Iterator[re.Match[str]]:
    """The words of a stretch that stand on a list."""
    return (found for found in WORD.finditer(text, start, end) if found.group().lower() in listed)


def has_word(text: str, listed: frozenset[str]) -> bool:
    """Whether a text has a word of a list."""
    return any(True for _ in find_words(text, 0, len(text), listed=listed))
