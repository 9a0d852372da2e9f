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
    "gerenc", "administr", "cargo", "chain", "ladder", "escal", "author", "decis", "report", "level", "encim", "facult",
    "pint", "rind", "algui", "algue",
)  # fmt: skip
"""How one word of each way of naming them begins: most messages have none and are not looked at further."""

_UP_TO = r"(?:[^\s.?!;]+ ){0,5}?"
_WITHIN = r"(?:[^\s.?!;,]+ ){0,5}?"  # what is asked after a comma is asked
_CAN = r"pueda|puede|possa|pode|can|could|will"
_ADVERBS = rf"(?:(?:de verdad|algo|esto|isso|isto|really|actually|aqui|ahi|ai|si|mesmo|{_CAN}) )*"
_ANOTHERS = r"(?<!\bmi )(?<!\bmy )(?<!\bmeu )(?<!\bminha )(?<!\bnuestro )(?<!\bnuestra )(?<!\bour )(?<!\bnosso )"
_NAMED = (
    rf"{_ANOTHERS}(?:encargad[oa]s?|responsables?|jef[ea]s?|gerent[ea]s?|gerencia|administrador(?:a)?|duen[oa]s?"
    rf"|propietari[oa]s?"
    r"|director(?:a)?|supervisor(?:a|es)?|(?:un|una|tu|su|algun|algum|um|seu|sua|your|a) superior(?:a)?"
    r"|responsave(?:l|is)|don[oa]|chefe?|chefa|encarregad[oa]|patrao|diretora?"
    r"|chefao|chefona|chefia|patroa|diretoria|pessoa responsavel|persona a cargo"
    r"|managers?|management|supervisors?|boss|owners?|person in charge|head office)\b"
    rf"(?! (?:de|of|d[eo]) (?:un|una|a|an|um|uma|mi|my|meu)\b)"
    rf"|(?:el|la|la persona|alguien|con quien|quien) (?:que )?{_ADVERBS}(?:mand[ae]|decid[ae]|decidir|resolver"
    rf"|resuelva)\b"
    r"|(?:el|la|alguien) que (?:lleva|lleve) (?:la tienda|el negocio|el local|esto)"
    r"|(?:alguien|nadie|otra persona) (?:de |con |que este )?(?:mas (?:arriba|autoridad|rango)|por encima|autoridad)"
    r"|(?:quien|la que|el que) est[ae] a cargo|alguien de arriba|alguem (?:la )?de cima"
    rf"|(?:alguem|quem) (?:que )?{_ADVERBS}(?:mand[ae]|decid[ae]|decidir|resolv[ae]|resolver)\b"
    r"|(?:alguem|ninguem) (?:com )?(?:acima|(?:mais )?autoridade|mais acima)"
    r"|(?:someone|somebody|anyone|anybody|person|human) (?:(?:who|that|more|with|is|s|in) )*"
    rf"{_ADVERBS}(?:senior|higher up|higher|above you|authority|decide|decides|resolve|fix|sort|in charge|charge)\b"
    r"|(?:whoever|who) (?:\S )?(?:s|is) in charge|whoever runs|your superior|alguien con poder|quien tenga autoridad"
    rf"|(?:alguien|alguem|somebody|someone|anyone|person|human|people) (?:who|that|que) {_ADVERBS}(?:pinte (?:algo|mas)"
    r"|hacer algo|fazer algo|resolverlo|arreglarlo|solucionarlo|make (?:a|the|that) decisions?|do something)\b"
    r"|(?:someone|somebody|anyone|person|whoever|the one) (?:who )?(?:makes|calls) the (?:decisions|shots)\b"
    r"|(?:somebody|someone|anyone) with (?:the |any |some |more |real )?(?:authority|power)\b"
    r"|(?:alguien|alguem) com?n? (?:mas |mais |mucha )?(?:mando|facultades|autoridade|poder)\b"
)
_SAY = (
    r"(?:unas? palabras?|uma palavra|a (?:quick )?word|hablar(?:lo)?|platicar(?:lo)?|conversar|tratar\w*|falar|speak"
    r"|talk|chat|discuss(?:ing)?|put (?:me|us) in touch)"
)
_WANTED_AFAR = (
    rf"{_SAY} {_UP_TO}(?:con|com|to|with)|(?:rather|prefer to|want to|like to|need to|sooner) (?:be )?deal(?:ing)? with"
    r"|(?:solo|so) (?:voy a )?(?:hablo|hablar|falo) com?n?"
    r"|(?:se ponga|pon(?:er?|ed|ga|gan)?me|pones|poneis) (?:con )?"
    r"|(?:pas[ae]n?me|pasam[ei]|me pas[ae]s?|pass[ae]m?|comuni[cq]u?[ae]n?me|me comunica[s]?|transfie?r[ea]\w*) "
    r"(?:con|a|al|pro|pra|para|ao|pela)|me (?:passa|passe|transfere|transfira)"
    r"|pass[ae]m? - me (?:a|ao|o|com|para)|(?:(?:quiero|necesito|quero|want|need|give me|get me|find me|procuro)"
    r"|preciso de) (?=alg|some|any|a (?:person|human))"
    r"|(?:pass[ae]m?|pas[ae]n?|lleva|leva|leve|encaminh[ae]m?|traslad[ae]|eleva|manda|envia|sube|sobe)"
    r" (?:isso|isto|esto|o caso|el caso|a queixa|la queja) (?:a|al|ao|pro|pra|para)"
    r"|que (?:(?:lo|la|me|nos|esto|isto) )*(?:vea|veja|mire|conteste|responda|explique|resuelva|resolva|arregle|decida)"
    r"|prefi(?:ero|ro) \w+ (?:al?|ao|con|com)|que (?:de|den) la cara|se (?:puede|podria) poner|hand me (?:over )?to"
    r"|como se (?:llama|chama)|(?:nombre|nome|name|correo|mail|email) (?:de|d[eoa]|of)"
    r"|dame|deme|denme|dami|(?:llam[ae]|llame[nm]?e?|llamad|avis[ae]|avisad|chamar?|chame|chamem) (?:a|al|o|a la)"
    r"|(?:dile|decile|digale|decidle|dime|pide|pidele|pedile) (?:a|al)"
    r"|exij[oa]|exigimos|(?:pido|pedimos|solicito|reclamo) (?:que|a|al|la|el|un|una|hablar|ver)"
    r"|(?:quiero|quisiera|necesito|prefiero|queria|quero|preciso|gostaria|peco|exijo) (?:que|ver|ter|ser atendid[oa])"
    r"|(?:llamarme|atenderme|contactarme|me (?:puede|podria|pueda|va a)?(?: )?(?:atender|llamar|llame|llama|atienda"
    r"|contactar|contacte|marque|contacta|atenda))"
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
    r"|(?:speak|talk) to (?:them|him|her|me)|on the (?:phone|line)|(?:get )?in touch with (?:me|us)"
    r"|(?:puede |pode )(?:dar la cara|dar a cara|vir|venir)|on please|about(?: at all| this| today)?(?= [?]"
    r"| this| today)|na linha|al telefono|em contac?to"
)
_POSTS = (
    r"jef[ea]|encargad[oa]|responsable|gerente|duen[oa]|chefe|chefa|don[oa]|patrao|encarregad[oa]|responsavel|boss"
    r"|manager|owner"
)
_ANYBODY = (
    r"(?:is there|isn t there|hay|no hay|tem|nao tem|ha) (?:\S+ )?(?:anyone|anybody|someone|alguien|nadie|alguem"
    r"|ninguem)"
    r" (?:de |con |com |que este |more |higher )?(?:mas |mais )?(?:arriba|autoridad|autoridade|rango|above you"
    r"|acima|senior)"
    r"|(?:quien|quem) manda (?:ahi|aqui|ai|alli)|who (?:\S )?(?:s|is) in charge (?:there|here)"
    r"|who (?:\S )?(?:s|is) (?:above|over) you\b(?! (?:in|on) )|who do you (?:report|answer) to"
    r"|(?:quien|quem) (?:esta|hay|tem|ha) (?:por encima|por cima|acima) (?:de )?(?:ti|vos|usted|tuyo|suyo|voce|si)\b"
    r"|a (?:quien|quem) (?:e que )?(?:(?:le|les|tu|voce|voces) )*(?:reportas?|rindes?|rendis|responde)"
    r"|(?:quien|quem|who) (?:\S )?(?:es|e|s|is) (?:el |la |o |a )?(?:tu|su|seu|sua|teu|tua|vuestr[oa]|voss[oa]|your)"
    rf" (?:line |area |regional )?(?:{_POSTS}|superior|supervisor)\b|(?:next|one) (?:level|person|step|rung) up"
    r"|(?:hay|existe|tem|ha|is there) (?:alguien|alguem) (?:ahi |ai |aqui |alli )?que mande"
    rf"|(?:quien|quem|who) (?:\S )?(?:es|e|esta|is|s) (?:el |la |o |a |the |de )?(?:{_POSTS})"
    r" (?:ahi|ai|por ai|aqui|alli|de turno|de plantao|hoy|hoje|there|here|today)\b"
    rf"|esta (?:ahi |por ahi )?(?:el|la|tu|vuestr[oa]) (?:{_POSTS}) (?:ahi |hoy )?[?]"
    rf"|(?:o|a) (?:{_POSTS}) esta (?:ai |hoje )?[?]"
    rf"|is (?:the|your) (?:\w+ )?(?:{_POSTS}) (?:in|about|around|available|free)\b"
    r"|(?:quiero|ponme con|pasame con|llama|avisa) al de arriba"
)
_UPWARDS = (
    r"(?:go|goes|take|taken|pass|passed|push|send|sent|kick|kicked|move|bring) (?:\S+ ){0,3}?up the (?:chain|ladder)"
    r"|escal(?:ate|ating|ar|en|es?|a) (?:(?:this|it|isso|isto|esto)\b|(?:my|mi|o meu|meu|el|o) (?:\S+ )?"
    r"(?:case|complaint|issue|ticket|caso|asunto|reclamacion|queja|problema|reclamacao)\b)"
    r"|(?:se pongan?|pongan?me con|ponme con|pasame con|paseme con|llam[ae] a) (?:el|la|los) de arriba"
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
    rf"(?P<aside>\b{_ASIDE}\b ?{_WITHIN})?(?:"
    rf"\b(?:{_WANTED_AFAR})\b ?{_UP_TO}\b(?:{_NAMED})|\b(?:{_WANTED_HERE}) (?:{_NAMED})"
    rf"|\b(?:{_NAMED}) ?(?:(?:[^\s.!;]+ ){{0,5}}?)\b(?:{_WANTED_AFTER})\b|\b(?:{_ANYBODY})\b|\b(?:{_UPWARDS}))"
)
_ALONE = re.compile(
    rf"^(?:(?:hola|hi|hello|oi|ola|con|com|el|la|the|your|o|a|un|una|um|uma|tu|su|seu) )*(?:{_NAMED})"
    r"(?: (?:please|now|por|favor|porfa|ya|ahora|agora|ja|[.,!?]))*$"
)
_KIND = re.compile(
    rf"\b(?:{_NAMED}) (?:me |nos )?(?:was|is|were|are|es|fue|son|era|foi|e|ha sido|sao) (?:(?:un|una|so|super"
    r"|really|very|such|a|an|muy|tan|muito|um|uma|todo|toda|quite|always|incredibly) )*"
    r"(?:kind|lovely|nice|sweet|helpful|great|amazing|wonderful|brilliant|patient|polite|amor|encanto|sol|maj[oa]|amable|encantador\w*|simpatic[oa]|atent[oa]|genial"
    r"|gentil|querid[oa]|otim[oa]|maravilh\w+|maravill\w+|atencios[oa]|fof[oa])\b"
)
_NOT_WITH_YOU = re.compile(
    r"\b(?:(?:con (?:usted|vos|ti)|contigo|com voce) (?:ya )?(?:no|nao) (?:quiero |quero |voy a )?(?:sig[oa]\w*|segu\w+"
    r"|habl\w+|fal\w+|trat\w+)|(?:no|nao) (?:quiero|quero) (?:seguir )?(?:hablar|hablando|falar) (?:contigo|con usted"
    r"|com voce)|(?:not|don \S t want to be) talking to you)\b"
)
_COURTESY = 3  # words beside the request that say no more than "hola, por favor"
_MORE = frozenset({"complaint", "safety", "complaint.legal", "complaint.billing", "abuse", "abuse.threat"})
_ABUSIVE = frozenset({"abuse", "abuse.threat"})


def asked_for(message: Read) -> bool:
    """Say whether somebody in charge is wanted, by plain words."""
    said = spoken(message, beginning=_BEGIN)
    return bool(_ALONE.match(said)) or any(not hit["aside"] for hit in _ASKED.finditer(said))


def asked_calmly(message: Read) -> bool:
    """Say whether they are wanted and no abusive word stands in it, in any language: a fair request insults nobody."""
    return not any(hit.phrase.group in _ABUSIVE for hit in message.hits) and asked_for(message)


def all_they_ask(message: Read) -> bool:
    """Say whether the request is all there is, give or take a word: nothing is said of what went wrong."""
    said = spoken(message, beginning=_BEGIN)
    return bool(_ALONE.match(said)) or _all_there_is(message, _ASKED, _NOT_WITH_YOU.sub(" ", said))


def all_they_praise(message: Read) -> bool:
    """Say whether a kind word of them is all there is: "your manager was super kind"."""
    return _all_there_is(message, _KIND, spoken(message, beginning=_BEGIN))


def _all_there_is(message: Read, found: re.Pattern[str], said: str) -> bool:
    if any(hit.phrase.group in _MORE for hit in message.hits):
        return False
    left, times = found.subn(" ", said)
    return times > 0 and sum(map(str.isalpha, left.split())) <= _COURTESY
