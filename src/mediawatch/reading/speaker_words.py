"""The words by which `speakers.py` tells who speaks. English in full; of German, French, Spanish and Dutch what stands
in most attributions."""

from __future__ import annotations

import re
from typing import Final


def _one_of(words: str) -> str:
    return "|".join(word.replace("_", r"\s+") for word in words.split())


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


VERBS: Final = re.compile(
    r"\b(?:"
    + _one_of(
        "said says say saying told tells wrote writes writing stated states stating added adds explained explains "
        "claimed claims insisted insists argued argues replied replies announced announces noted notes continued "
        "continues according declared declares warned warns admitted admits conceded read reads asked observed "
        "concluded complained boasted boasts tweeted posted called calls calling described describes describing "
        "promised promises pledged pledges denied denies maintains maintained responded responds confirmed confirms "
        "acknowledged quoted put_it puts_it spoke speaks refers referred commented comments thinks believes regards "
        "sagte sagt schrieb schreibt erklärte erklärt betonte betont heißt heisst hieß meinte meint teilte fügte fügt "
        "ergänzte berichtet nennt nannte laut zufolge "
        "dit disait déclare déclaré explique expliqué écrit affirme affirmé ajoute ajouté selon précise poursuit "
        "indique indiqué souligne assure assuré raconte répond répondu "
        "dijo dice afirmó afirma según añade añadió señala señaló asegura aseguró explica explicó declaró "
        "zei zegt schreef schrijft stelt aldus volgens"
    )
    + r")\b",
    re.IGNORECASE,
)
"""Words for saying and calling; a wider list than `quotations.SAYING`, since here nothing is joined by it."""

ROLES: Final = re.compile(
    r"\b(?:"
    + _one_of(
        "spokesperson spokesman spokeswoman director directors executive chief ceo chair chairman chairwoman "
        "chairperson head founder co-founder manager co-ordinator coordinator trustee trustees president secretary "
        "treasurer officer member members staff worker workers volunteer volunteers website site page report reports "
        "review statement statements release leaflet letter blog post tweet newsletter accounts lawyers solicitors "
        "Sprecher Sprecherin Geschäftsführer Geschäftsführerin Leiter Leiterin Vorsitzender Vorsitzende Vorstand "
        "Website Internetseite Erklärung Mitteilung Bericht Jahresbericht "
        "directeur directrice président présidente porte-parole responsable site communiqué rapport "
        "director directora presidente portavoz responsable informe comunicado woordvoerder directeur"
    )
    + r")\b",
    re.IGNORECASE,
)
"""Whoever or whatever speaks for an organisation."""

DOCUMENTS: Final = re.compile(
    r"(?:website|site|page|reports?|review|statements?|release|leaflet|letter|blog|post|tweet|newsletter|accounts|"
    r"Website|Internetseite|Erklärung|Mitteilung|Bericht|communiqué|rapport|informe|comunicado)",
    re.IGNORECASE,
)
"""Of these roles, what is no person."""

THEIRS: Final = re.compile(
    r"\b(?:their|its|his|her|ihr\w*|leurs?|ses|sa|son|sus?|hun|haar)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)

GENERIC: Final = re.compile(
    r"\b(?:(?:the|this|that|der|die|das|des|dem|le|la|el|de|het|l['’])\s*(?:\w+\s)?(?:"
    + _one_of(
        "charity organisation organization trust group centre center foundation association project service society "
        "company agency body institute network partnership programme scheme hospice school college university "
        "Verein Vereins Organisation Stiftung Verband Verbands Einrichtung Zentrum Zentrums Projekt "
        "association organisation fondation centre asociación organización fundación centro stichting vereniging"
    )
    + r")|(?:its|their|ihr(?:e|er|en|em)?|ses|son|sa|leurs?|sus?|haar|zijn|hun)\s)",
    re.IGNORECASE,
)
"""Words for an organisation that was named before."""

PRONOUNS: Final = re.compile(
    r"\b(?:it|they|he|she|who|which|er|sie|il|elle|ils|elles|ze|hij)\b", re.IGNORECASE
)

WE: Final = re.compile(
    r"\b(?:[Ww]e(?:['’]\w+)?|[Oo]urs?|us|I(?:['’]\w+)?|[Mm]y|[Ww]ir|[Uu]nser\w*|[Ii]ch|[Mm]ein\w*|[Nn]ous|[Nn]otre|nos|"
    r"[Jj]e|mon|[Nn]osotros|[Nn]uestr\w+|[Ww]ij|[Oo]nze?)\b"
)
"""Whoever writes speaks of itself."""

OUTSIDERS: Final = re.compile(
    r"\b(?:(?:former|ex)[\s-]+\w+|"
    + _one_of(
        "minister ministers mp mps councillor councillors council police critic critics opponent opponents "
        "campaigner campaigners activist activists resident residents neighbour neighbours neighbor neighbors judge "
        "court tribunal inspector inspectors paper newspaper newspapers journalist journalists reporter researchers "
        "academics government department ministry regulator commission ombudsman mother father parent parents woman "
        "man source sources insider insiders whistleblower authors author article study expert experts professor "
        "lecturer client clients patient patients user users pupil tenant tenants headline headlines caption tabloid "
        "broadcaster Minister Ministerin Polizei Kritiker Kritikerin Gericht Zeitung Anwohner Bürgermeister "
        "Bürgermeisterin ministre maire police tribunal journal critiques ministro alcalde policía periódico politie "
        "krant"
    )
    + r")\b",
    re.IGNORECASE,
)
"""Words for those who are not of the house."""

ABOUT: Final = re.compile(
    r"\b(?:of|about|against|on|into|to|with|over|towards?|regarding|for|at|by|from|über|gegen|von|vom|zu|contre|"
    r"sur|de|du|des|sobre|contra|tegen|van)\s+(?:the\s+|der\s+|die\s+|dem\s+|la\s+|le\s+)?$",
    re.IGNORECASE,
)
"""What stands before a name that is spoken about, unless a role stands before that."""

NAME: Final = re.compile(
    r"(?<![\w'’])[A-ZÀ-ÖØ-Þ][\w'’.-]*(?:\s+(?:(?:de|van|von|der|den|bin|al|el|le|la|of|and|&|the|for)\s+){0,2}"
    r"[A-ZÀ-ÖØ-Þ][\w'’-]*){0,5}"
)
"""Words with capitals in a row."""

NO_NAMES: Final = _listed(
    "the a an in at on but and or it he she they we i this that these those its their his her as for from to of by "
    "with when while after before if so then there here yet still also one another some many most all both who what "
    "which where why how according speaking asked mr mrs ms dr sir monday tuesday wednesday thursday friday saturday "
    "sunday january february march april may june july august september october november december last next nothing "
    "nobody everyone everybody people no not such only even more several few during since under over about until "
    "der die das ein eine im in auf am und aber sie er es wir man so dies diese le la les un une il elle ils elles "
    "nous dans mais et el los las una en y pero de het een"
)
"""Words that begin sentences, titles of address and days: none of them is a name by itself."""
