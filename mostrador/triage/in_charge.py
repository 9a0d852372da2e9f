"""Somebody in charge is asked for: named, and wanted. "The owner was so kind" asks for nobody.

The words are those of Spain, Río de la Plata, Mexico, Brazil, Portugal and of English; they are looked for within one
sentence.
"""

from __future__ import annotations

import re

from mostrador.triage.plain_words import spoken
from mostrador.triage.reading import Read

_BEGIN = (
    "encarg", "respons", "jef", "gerent", "duen", "propiet", "direct", "supervis", "superior", "mand", "decid",
    "autori", "arriba", "acima", "manag", "boss", "owner", "charge", "senior", "higher", "above", "head", "resol",
    "resuel", "don", "chef", "encarreg", "patr", "diret", "lleva", "rango", "fix", "sort",
)  # fmt: skip
"""How one word of each way of naming them begins: most messages have none and are not looked at further."""

_UP_TO = r"(?:[^\s.?!;]+ ){0,5}?"
_ADVERBS = r"(?:(?:de verdad|algo|esto|isso|isto|really|actually|aqui|ahi|pueda|puede|possa|pode|can|could|will) )*"
_ANOTHERS = r"(?<!\bmi )(?<!\bmy )(?<!\bmeu )(?<!\bminha )(?<!\bnuestro )(?<!\bnuestra )(?<!\bour )(?<!\bnosso )"
_NAMED = (
    rf"{_ANOTHERS}(?:encargad[oa]s?|responsables?|jef[ea]s?|gerent[ea]s?|gerencia|administrador(?:a)?|duen[oa]s?"
    rf"|propietari[oa]s?"
    r"|director(?:a)?|supervisor(?:a|es)?|(?:un|una|tu|su|algun|algum|um|seu|sua|your|a) superior(?:a)?"
    r"|responsave(?:l|is)|don[oa]|chefe?|chefa|encarregad[oa]|patrao|diretora?"
    r"|managers?|management|supervisors?|boss|owners?|person in charge|head office)\b"
    rf"(?! (?:de|of|d[eo]) (?:un|una|a|an|um|uma|mi|my|meu)\b)"
    rf"|(?:el|la|la persona|alguien|con quien|quien) (?:que )?{_ADVERBS}(?:mand[ae]|decid[ae]|decidir|resolver"
    rf"|resuelva)\b"
    r"|(?:el|la|alguien) que (?:lleva|lleve) (?:la tienda|el negocio|el local|esto)"
    r"|(?:alguien|nadie|otra persona) (?:de |con |que este )?(?:mas (?:arriba|autoridad|rango)|por encima|autoridad)"
    rf"|(?:alguem|quem) (?:que )?{_ADVERBS}(?:mand[ae]|decid[ae]|decidir|resolv[ae]|resolver)\b"
    r"|(?:alguem|ninguem) (?:com )?(?:acima|(?:mais )?autoridade|mais acima)"
    r"|(?:someone|somebody|anyone|anybody|person) (?:(?:who|that|more|with|is|s|in) )*"
    rf"{_ADVERBS}(?:senior|higher up|higher|above you|authority|decide|decides|resolve|fix|sort|in charge|charge)\b"
    r"|(?:whoever|who) (?:\S )?(?:s|is) in charge|whoever runs|your superior|alguien con poder|quien tenga autoridad"
)
_SAY = (
    r"(?:unas? palabras?|uma palavra|a (?:quick )?word|hablar|platicar|conversar|tratar\w*|falar|speak"
    r"|talk|chat|discuss)"
)
_WANTED_AFAR = (
    rf"{_SAY} {_UP_TO}(?:con|com|to|with)|(?:solo|so) (?:voy a )?(?:hablo|hablar|falo) com?n?"
    r"|(?:se ponga|poner?me|ponga[nm]*e|ponme|pones|ponme|poneme|poneis) (?:con )?"
    r"|(?:pas[ae]n?me|pasam[ei]|me pas[ae]s?|pass[ae]m?|comuni[cq]u?[ae]n?me|me comunica[s]?|transfie?r[ea]\w*) "
    r"(?:con|a|al|pro|pra|para|ao|pela)|me (?:passa|passe|transfere|transfira)"
    r"|dame|deme|denme|dami|(?:llam[ae]|llame[nm]?e?|llamad|avis[ae]|avisad|chamar?|chame|chamem) (?:a|al|o|a la)"
    r"|(?:dile|decile|digale|decidle|dime|pide|pidele|pedile) (?:a|al)"
    r"|(?:exijo|exigimos|pido|pedimos|solicito|reclamo) (?:que|a|al|la|el|un|una|hablar|ver)"
    r"|(?:quiero|quisiera|necesito|prefiero|queria|quero|preciso|gostaria|peco|exijo) (?:que|ver|ter|ser atendid[oa])"
    r"|(?:llamarme|atenderme|contactarme|me (?:puede|podria|pueda|va a)?(?: )?(?:atender|llamar|llame|llama|atienda"
    r"|contacte|marque|contacta|atenda))"
    r"|(?:me )?(?:puede|podria|podes|puedes|podrias)n? (?:pasar|comunicar|derivar)(?:me)? (?:con|a)"
    r"|(?:me podes|me puedes) (?:derivar|pasar) con|que (?:venga|salga|hable)|(?:haga|haz|hagan) venir|traeme|traiga\w*"
    r"|put (?=(?:the|your|on) )|get me|put me (?:through|on)|pass me|transfer me|connect me|bring me"
    r"|let me (?:speak|talk)"
    r"|escalat\w+|(?:have|ask|tell|get) (?=(?:a|the|your|someone|somebody))|(?:i|we) (?:demand|insist)"
    r"|(?:pode|podem|poderia) (?:pedir|chamar)|pede|peca|bota|coloca|poe"
)
_WANTED_HERE = (
    r"(?:quiero|necesito) (?:a|al)|(?:quiero|exijo|necesito|quero|exijo) (?:al? )?(?:tu|su|vuestro|seu|sua|o|a|um"
    r"|uma|un)"
    r"|preciso d[eoa](?: um| uma)?|cade"
    r"|(?:want|need|demand|require|get|call|fetch|ring) (?:the|your|a|some)"
)
_WANTED_AFTER = (
    r"(?:que )?(?:me|nos) (?:puede |podria |va a |pode |poderia )?(?:llam[ae]r?|contact[ae]r?|atiend[ae]|atender|marque"
    r"|escriba|lig(?:ue|ar|a)|atenda|retorn\w+)|(?:que )?se ponga|intervenga"
    r"|(?:llamarme|atenderme|contactarme|hablar con|falar com)"
    r"|(?:to |please |can |could |should |must |give |has to )*(?:call|contact|ring|phone|email|write|message"
    r"|get back to"
    r"|give|answer) (?:to )?(?:me|us)|(?:i|we) (?:can|could|may) (?:talk|speak)|(?:to )?look into"
    r"|(?:speak|talk) to (?:them|him|her|me)|on the (?:phone|line)|on please|about(?: at all| this| today)?(?= [?]"
    r"| this| today)|na linha|al telefono|em contac?to"
)
_ANYBODY = (
    r"(?:is there|isn t there|hay|no hay|tem|nao tem|ha) (?:\S+ )?(?:anyone|anybody|someone|alguien|nadie|alguem"
    r"|ninguem)"
    r" (?:de |con |com |que este |more |higher )?(?:mas |mais )?(?:arriba|autoridad|autoridade|rango|above you"
    r"|acima|senior)"
    r"|(?:quien|quem) manda (?:ahi|aqui|ai|alli)|who (?:\S )?(?:s|is) in charge (?:there|here)"
)
_ASIDE = (
    r"(?:no (?:hace falta|necesito|es necesario|hay que|hacia falta)|nao (?:precis[ao]|e preciso|e necessario|quero)"
    r"|no need|(?:don|doesn|do|does) (?:\S )?(?:t|not) (?:need|have)|not necessary|(?:pude|pudimos|gracias por|consegui"
    r"|acabo de|thanks for having|obrigad[oa] por|ya|after|vengo de|great to|nice to|good to|lovely to|un gusto"
    r"|un placer"
    r"|encantad[oa] de|foi bom|bom) "
    r"(?:poder )?)"
)
_ASKED = re.compile(
    rf"(?P<aside>\b{_ASIDE}\b ?{_UP_TO})?(?:"
    rf"\b(?:{_WANTED_AFAR})\b ?{_UP_TO}\b(?:{_NAMED})|\b(?:{_WANTED_HERE}) (?:{_NAMED})"
    rf"|\b(?:{_NAMED}) ?(?:(?:[^\s.!;]+ ){{0,5}}?)\b(?:{_WANTED_AFTER})\b|\b(?:{_ANYBODY})\b)"
)
_ALONE = re.compile(
    rf"^(?:(?:hola|hi|hello|oi|ola|con|com|el|la|the|your|o|a|un|una|um|uma|tu|su|seu) )*(?:{_NAMED})"
    r"(?: (?:please|now|por|favor|porfa|ya|ahora|agora|ja|[.,!?]))*$"
)


def asked_for(message: Read) -> bool:
    """Say whether somebody in charge is wanted, by plain words."""
    said = spoken(message, beginning=_BEGIN)
    return bool(_ALONE.match(said)) or any(not hit["aside"] for hit in _ASKED.finditer(said))
