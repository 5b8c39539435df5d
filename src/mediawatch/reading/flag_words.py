"""The words by which a change of meaning is seen, for `flags.py`. English in full; of German, French and Spanish the
negations, numbers and commonest others, of Italian and Dutch negations and numbers, none of them words of English.

A list that is too long flags too much, which costs a look; one that is too short lets a reversal pass.
"""

from __future__ import annotations

import re
from typing import Final


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEGATIONS: Final = _listed(
    "not no never none nobody nothing nowhere neither nor without cannot cant dont wont isnt arent wasnt werent doesnt "
    "didnt hasnt havent hadnt shouldnt wouldnt couldnt non hardly scarcely barely rarely seldom unable unless except "
    "nicht kein keine keinen keiner keinem keines nie niemals niemand nichts ohne weder noch "
    "pas jamais aucun aucune sans ni rien nunca nada ningún ninguna tampoco senza nessuno niente mai "
    "niet geen nooit zonder noch"
)
"""Words that deny what stands with them."""
NEGATING_STEMS: Final = tuple(
    _listed(
        "abandon abolish abstain avoid banned banning block cancel cease conceal contradict decline denial denie deny "
        "disagree disallow disapprov disbeli discontinu discourag dismiss disown disput disprov disregard distanc "
        "eliminat eradicat exclud fail false forbid forgo halt hidden hiding ignor impossib incapab mislead misled "
        "neglect object omit omission oppos overlook prevent prohibit refrain refus refut reject remov renounc "
        "repudiat resist revok scrap shun suppress suspend unaware unlike untrue unwilling withdraw withdrew "
        "withh deceiv evad evasion untru"
    )
)
"""Beginnings of verbs, nouns and adjectives that deny or undo what follows them: dropping "to hide" reverses "we do
not seek to hide". Short ones (see WHOLE_NEGATING) count as whole words only."""
WHOLE_NEGATING: Final = _listed(
    "ban bans end ends ended ending far free hid hide hides lack lacks lacked lacking quit quits stop stops "
    "stopped stopping veto vetoes vetoed against anti"
)
NEGATING_PREFIXES: Final = ("un", "in", "im", "il", "ir", "dis", "non", "mis", "de", "anti", "a")
HEDGES: Final = _listed(
    "may might could would should can perhaps possibly probably maybe likely unlikely alleged allegedly allege alleges "
    "apparently apparent appear appears appeared seem seems seemed seemingly suggest suggests suggested suggesting "
    "believe believes believed think thinks thought feel feels claim claims claimed claiming purported purportedly "
    "reportedly reported supposedly supposed so-called about around approximately roughly nearly almost circa "
    "estimated estimate estimates potentially potential partly partially largely mainly mostly generally usually "
    "typically often sometimes occasionally somewhat rather tend tends tended if unless except only provided assuming "
    "subject until hope hopes hoped hopefully aim aims aimed intend intends intended try tries tried seek seeks sought "
    "attempt attempts attempted expect expects expected plan plans planned say says said according arguably virtually "
    "effectively relatively certain presumably understood suspected suspect some rare exceptional exceptionally cases "
    "circumstances limited necessary "
    "appropriate possible where mere merely "
    "könnte könnten dürfte dürften soll sollen sollte angeblich mutmasslich mutmaßlich wohl vermutlich "
    "vielleicht möglicherweise wahrscheinlich rund etwa ungefähr fast nahezu offenbar scheint teilweise "
    "peut-être pourrait pourraient devrait probablement environ presque semble semblent présumé certains selon "
    "quizá quizás podría podrían probablemente aproximadamente casi supuestamente supuesto presuntamente "
    "presunto parece según forse potrebbe potrebbero probabilmente circa misschien waarschijnlijk ongeveer "
    "bijna"
)
"""Words that say how sure, how exact or on what condition."""
BEFORE_NUMBERS: Final = _listed("about around nearly almost some")
"""Hedges only where a number follows."""
QUANTIFIERS: Final = _listed(
    "all every each any some most many much few fewer several none no both half majority minority little lot lots "
    "everyone everybody everything someone somebody something anyone anybody anything nobody nothing always sometimes "
    "often rarely seldom never frequently occasionally usually only entire entirely whole wholly completely partly "
    "fully various numerous countless single sole solely per plenty handful dozens hundreds thousands millions "
    "enough exclusively everywhere "
    "alle allen aller alles jede jeder jedes jeden viele vielen einige einigen manche manchen mehrere mehreren "
    "wenige wenigen meisten beide beiden immer manchmal oft selten nur tous toutes tout chaque plusieurs "
    "quelques certains beaucoup peu aucun toujours souvent parfois todos todas todo toda cada varios varias "
    "algunos algunas muchos muchas pocos pocas siempre nunca ambos tutti tutte ogni molti molte pochi alcuni "
    "alcune sempre allemaal elke veel sommige weinig altijd vaak"
)
COMPARISONS: Final = _listed(
    "more less fewer most least than better worse best worst higher lower highest lowest greater smaller larger bigger "
    "above below over under before after earlier later increase increases increased increasing decrease decreases "
    "decreased decreasing rise rises rose risen rising fall falls fell fallen falling grow grows grew grown growing "
    "growth shrink shrinks shrank decline declines declined declining drop drops dropped reduce reduces reduced "
    "reducing reduction raise raises raised up down improve improves improved improving worsen worsens worsened double "
    "doubled halve halved halving exceed exceeds exceeded maximum minimum further nearer farther stronger weaker "
    "faster slower older younger longer shorter same equal similar different unlike as "
    "mehr weniger höher niedriger grösser größer kleiner besser schlechter über unter mindestens höchstens "
    "plus moins supérieur inférieur meilleur pire más menos mayor menor mejor peor"
)
UNITS: Final = _listed(
    "£ $ € ¥ ₹ % ‰ ° percent cent percentage pound pounds sterling dollar dollars euro euros pence penny cents p c "
    "gbp usd eur km kilometre kilometres kilometer kilometers mile miles metre metres meter meters cm mm m2 foot feet "
    "inch inches acre acres hectare hectares kg kilogram kilograms gram grams g mg tonne tonnes ton tons stone lb lbs "
    "litre litres liter liters ml pint pints second seconds minute minutes hour hours day days week weeks fortnight "
    "fortnights month months quarter quarters year years decade decades century centuries annually monthly weekly "
    "daily yearly hourly celsius fahrenheit mph kwh mw gw watt watts mb gb tb times fold points"
)
NUMBER_WORDS: Final = _listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
    "million millions billion billions trillion dozen dozens score twice thrice once double triple quadruple half "
    "third thirds quarter quarters fifth first second fourth sixth seventh eighth ninth tenth single pair couple "
    "k m bn zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreissig vierzig fünfzig sechzig "
    "siebzig achtzig neunzig hundert tausend million millionen milliarde milliarden dutzend halb halbe hälfte "
    "drittel viertel doppelt deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
    "seize vingt vingts trente quarante cinquante soixante cent cents mille milliard milliards douzaine demi "
    "demie moitié tiers quart double triple dos tres cuatro cinco seis siete ocho nueve diez once doce trece "
    "catorce quince dieciséis diecisiete dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta "
    "setenta ochenta noventa cien ciento cientos mil millón millones docena mitad tercio cuarto doble triple "
    "due tre quattro cinque sei sette otto nove dieci undici dodici venti trenta quaranta cinquanta cento mila "
    "milione milioni twee drie vijf zes zeven negen tien elf twaalf twintig dertig veertig vijftig zestig "
    "honderd duizend miljoen"
)
NUMBER_STEMS: Final = re.compile(
    r"\w*(?:und|en)?(?:zwanzig|drei(?:ss|ß)ig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig)(?:ste[nrms]?)?"
    r"|\w*(?:zehn|hundert|tausend)(?:te[nrms]?)?|(?:veinti|treintai|quaranta|venti|trenta)\w+"
    r"|(?:zweite|dritte|vierte|fünfte|sechste|siebte|achte|neunte|zehnte)[nrms]?"
    r"|(?:deux|trois|quatr|cinqu|six|sept|huit|neuv|dix)ième|(?:segund|tercer|cuart|quint|sext)[oa]"
)
"""Number words of other languages that are written as one: einundzwanzig, fünfhundert, veintiuno, trentadue."""
MONTHS: Final = _listed(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec "
    "januar jänner februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août "
    "septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre "
    "noviembre diciembre"
)
"""Counted where they are capitalised within a sentence, or beside a number: may and march are other words."""
BEFORE_MONTHS: Final = _listed(
    "in of on since by until till last next this early late mid and to from before after"
)
"""Words before "May" that make a month of it."""
NO_OTHER_WORD: Final = _listed(
    "juin juni juli avril abril julio junio enero marzo april june july januar mayo"
)
"""Short names of months that are no other words."""
DAYS: Final = _listed(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight spring summer autumn "
    "winter easter christmas ramadan "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag heute gestern morgen lundi mardi "
    "mercredi jeudi vendredi samedi dimanche hier aujourd'hui demain lunes martes miércoles jueves viernes "
    "sábado domingo hoy ayer mañana"
)
AUXILIARIES: Final = {
    "is": "is", "are": "is", "am": "is", "was": "was", "were": "was", "been": "been", "has": "have", "have": "have",
    "had": "had", "having": "have", "do": "do", "does": "do", "did": "did", "will": "will", "shall": "will",
    "would": "would", "going": "going", "used": "used", "ist": "is", "sind": "is", "bin": "is", "war": "was",
    "waren": "was", "hat": "have", "haben": "have", "habe": "have", "hatte": "had", "hatten": "had", "wird": "will",
    "werden": "will", "wurde": "was", "wurden": "was", "est": "is", "sont": "is", "était": "was", "étaient": "was",
    "sera": "will", "seront": "will", "ont": "have", "avait": "had", "avaient": "had", "es": "is", "son": "is",
    "está": "is", "era": "was", "eran": "was", "fue": "was", "fueron": "was", "será": "will", "ha": "have",
    "han": "have", "había": "had", "habían": "had",
}  # fmt: skip
"""Words that carry tense, and the tense they carry."""
CONTRACTED: Final = {"'s": "is", "'re": "is", "'m": "is", "'ve": "have", "'d": "had", "'ll": "will"}
IRREGULAR: Final = {
    "began": "begin", "begun": "begin", "became": "become", "brought": "bring", "built": "build",
    "bought": "buy", "caught": "catch", "chose": "choose", "chosen": "choose", "came": "come",
    "dealt": "deal", "drew": "draw", "drawn": "draw", "drove": "drive", "driven": "drive", "fell": "fall",
    "fallen": "fall", "felt": "feel", "fought": "fight", "found": "find", "flew": "fly", "flown": "fly",
    "forgot": "forget", "forgotten": "forget", "got": "get", "gotten": "get", "gave": "give", "given": "give",
    "went": "go", "gone": "go", "grew": "grow", "grown": "grow", "heard": "hear", "hid": "hide",
    "hidden": "hide", "held": "hold", "kept": "keep", "knew": "know", "known": "know", "led": "lead",
    "left": "leave", "lent": "lend", "lost": "lose", "made": "make", "meant": "mean", "met": "meet",
    "paid": "pay", "rose": "rise", "risen": "rise", "ran": "run", "said": "say", "saw": "see", "seen": "see",
    "sought": "seek", "sold": "sell", "sent": "send", "showed": "show", "shown": "show", "sat": "sit",
    "spoke": "speak", "spoken": "speak", "spent": "spend", "stood": "stand", "stole": "steal",
    "stolen": "steal", "swore": "swear", "sworn": "swear", "took": "take", "taken": "take", "taught": "teach",
    "told": "tell", "thought": "think", "threw": "throw", "thrown": "throw", "understood": "understand",
    "wore": "wear", "worn": "wear", "won": "win", "wrote": "write", "written": "write",
}  # fmt: skip
"""Past forms of irregular verbs, and their base."""
CLAUSE_BREAKS: Final = _listed("but and while whereas although though because since which who whose where so")
