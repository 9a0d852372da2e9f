"""A danger that the models see only weakly: it stands where the words themselves hold some sign of it.

"Voy a ir el sábado con mi cuñado" gets a trace of danger, and the plan would call the owner. Beside a hurt body,
something sharp, a flame or a hospital such a trace stands; else it is taken back. These words alone alarm nobody.
"""

from __future__ import annotations

from mostrador.triage.plain_words import Words
from mostrador.triage.reading import Read

SURE = 0.3  # danger as probable as this needs no sign

_BODIES = (
    r"nariz|nose|oidos?|orejas?|orelhas?|ears?|ouvidos?|cuello|pescoco|neck|manos?|maos?|hands?|dedos?|fingers?|toes?"
    r"|pies?|foot|feet|espalda|costas|rodilla|joelho|knees?|pecho|peito|chest|legs?|arms?|huesos?|muelas?|llagas?"
    r"|empolad[oa]s?|numb|dormente|entumecid\w+|"
    r"garganta|throat|ojos?|olhos?|eyes?|parpad\w+|piel|pele|skin|cara|rostro|face|labios?|lips?|lengua|lingua|tongue"
    r"|boca|mouth|diente\w*|dente\w*|tooth|teeth|cabeza|cabeca|headaches?|dolor\w* de|dor de|dores|barriga"
    r"|estomago|tripa"
    r"|stomach|belly|tummy|wrist|muneca|brazos?|bracos?|piernas?|perna|ronchas?|granos|sarpullido|alergi\w*|allerg\w*"
    r"|welts?|picor\w*|pica(?:ndo|n)?|coceira|itch\w*|arde\w*|ardor|quema\w*|queim\w*|burn\w*|retorcij\w*|retortij\w*"
)
_HARM = (
    r"tembl\w+|tremend\w+|tremor|tirit\w+|shaking|shiver\w*|escalofri\w*|calafrios?|bano|banheiro|vaso|bathroom|toilet"
    r"|queasy|woozy|sick|ill|unwell|fractur\w+|fratur\w+|trapped|atrapad\w+|boiling|hirviendo|fervendo|scald\w*|latigazo"
    r"|caiu|cayo encima|fell|folded|rolled|vino abajo|descolg\w+|"
    r"mare\w+|tont[oa] desde|dizzy|descompuest\w+|indispuest\w+|descompus\w+|devolviendo|devolver todo|nausea\w*"
    r"|enjoo\w*"
    r"|enjoad[oa]s?|intoxic\w*|vomit\w*|espuma|convuls\w*|fitting|seizure|collapsed?|desplom\w+|desmay\w*|desmai\w*"
    r"|respir\w+|breath\w*|sangr\w*|sangue|bleed\w*|blood\w*|bled|cort(?:e|o|ou|aron|ado|ada|ei)|cut (?:my|his|her|the)"
    r"|pinch[oae]\w*|furou|espet\w+|clav[oa]\w*|stabbed|trag[oaue]\w*|engoli\w*|swallow\w*|atragant\w*|ahog\w*|chok\w*"
    r"|engasg\w*|heridas?|ferid\w*|hurt|injur\w*|lastim\w*|machuc\w*|calambres?|corriente|sacudida|choque|shocks?"
    r"|zapped"
    r"|morad[oa]|roxo|purple|hinch\w*|inch(?:ou|ad\w+)|swell\w*|swollen|ampoll\w*|bolhas|blister\w*|vision|borros\w*"
)
_CARE = (
    r"hospital\w*|ingresad[oa]s?|internad[oa]s?|ambulanc\w*|ambulance|centro de salud|urgencias|pronto socorro"
    r"|soro|suero"
    r"|a & e|e r|medic[oa]s?|doctor\w*|clinica|posto de saude|paramedic\w*|veterinari\w*|vet"
)
_THINGS = (
    r"baterias?|batter\w+|pilas?|cargador|charger|carregador|recalent\w+|sobrecalent\w+|esquent\w+|overheat\w*|cuchillas?"
    r"|blades?|laminas?|helice|olla|panela|pressure|stroller|pushchair|cochecito|carrinho|trona|cuna|berco|crib|cot|bebes?"
    r"|baby|babies|columpio|escaleras?|escadas?|ladder|patinete|scooter|ruedas?|rodas?|wheels?|piedr\w+|pedras?|stones?"
    r"|espinas?|abombad\w+|estufad\w+|"
    r"vidrios?|cristal(?:es)?|cacho de|vidro|cacos?|glass|shards?|agujas?|agulhas?|needles?|metal|alambre|tornillos?"
    r"|parafusos?|screws?|prego|clavos?|nails?|anzuelo|imanes|iman|magnets?|cuc(?:ar|har)a\w*|carne viva|baratas?"
    r"|cockroach\w*|rat[ao]s?"
    r"|pastillas?|remedios?|pills?|meds|medicamentos?|cacahuetes?|amendoim|peanuts?|nuts|celiac\w*|gluten|lactosa"
    r"|lactose"
    r"|gas|monoxido|monoxide|humo|fumaca|smok\w*|fumes|fuego|fogo|fire\w*|llamas|chamas|flames|chispa\w*|chisporrot\w*"
    r"|sparks?|incend\w*|explo\w*|estour\w*|revent\w*|enchufes?|cables?|fios?|wires?|tomada|socket|electric\w*"
    r"|eletric\w*"
    r"|frenos?|freios?|brakes?|cedio|cedeu|gave way|buckled|snapped|se cay\w+ (?:el|la|encima)|casi se cae|desprend\w+"
    r"|veneno|poison\w*|toxic\w*|lejia|bleach|amoniaco|moho|mofo|mould|mold|salmonel\w*|peligr\w*|perig\w*|danger\w*"
    r"|unsafe|se part[ei]\w*|se parte|broke (?:under|with)|huele a|cheiro|smells? of|smell of"
)
_SIGNED = Words(rf"\b(?:{_BODIES}|{_HARM}|{_CARE}|{_THINGS})\b")

_ILL = Words(
    r"\b(?:fiebre|febre|gripe|gripad[oa]s?|resfri\w*|resfriad[oa]s?|catarro|constipad[oa]s?|tos|mocos|enferm[oa]s?"
    r"|malit[oa]s?|doente|flu|fever|poorly|(?:a|the) cold|off sick|covid)\b"
)
_SINCE = Words(r"\b(?:desde (?:que|la|el)|despues de|depois d[aeo]s?|after|since|because of)\b")
_OF_OURS = Words(
    r"\b(?:desde que|desde el|desde ayer|despues|depois|after|since|com(?:er|io|imos|ieron|i|eu|emos|eram|en|e)|tom[eo]"
    r"|tomou|bebi\w*|beb(?:er|eu|io)|prob\w+|provou|ate|eaten|drank|drinking|had (?:your|the|one)|cen\w+"
    r"|vuestr[oa]s?|suy?[oa]s"
    r"|voces|your|por (?:el|la|lo)|pelo|pela|because of|culpa)\b"
)


def signed(message: Read) -> bool:
    """Say whether a word stands in it that may mean harm, or that something came after another."""
    return _SIGNED.stand_in(message) or _SINCE.stand_in(message)


def only_ill(message: Read) -> bool:
    """Say whether somebody is ill at home, of nothing of ours: "tengo al niño con fiebre"."""
    return _ILL.stand_in(message) and not _OF_OURS.stand_in(message) and not _SIGNED.stand_in(message)
