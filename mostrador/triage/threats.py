"""Somebody says that they will burn or wreck the shop, or hurt who works there, whatever the models hear in it.

Only what they say of themselves, now or "if not": "quemo la tienda", "I'll burn the place down". What they tell of a
night with fire in it, or would do out of joy, is none.
"""

from __future__ import annotations

from mostrador.triage.plain_words import Words
from mostrador.triage.reading import Read

_BEGIN = (
    "quem", "prend", "incend", "revent", "revient", "romp", "destro", "mat", "raj", "apunal", "pego", "pega", "met",
    "pon", "vol", "vuel", "queim", "tac", "toc", "bot", "por", "ate", "arreb", "quebr", "explod", "destru", "esfaq",
    "dar", "ench", "part", "break", "cave", "burn", "torch", "smash", "kill", "shoot", "stab", "blow", "firebomb",
    "set", "trash", "wreck",
)  # fmt: skip
_SHOP_ES = (
    r"(?:toda )?(?:la|el|tu|su|vuestr[oa]|esta?|ese|esa) (?:\S+ )?(?:tienda|local|negocio|bar|restaurante|chiringuito"
    r"|almacen|escaparate|taller|cafe|panaderia|puesto|garito|tenderete|boliche|changarro|sitio|persiana|oficina|coche)"
)
_SHOP_EN = (
    r"(?:the|your|this|that) (?:\S+ )?(?:shop|store|place|windows?|restaurant|bar|cafe|warehouse|office"
    r"|building|van|salon)"
)
_SHOP_PT = (
    r"(?:toda )?(?:a|o|essa?|esse|est[ae]|sua|seu|n?a vossa|tua|teu) (?:\S+ )?(?:loja|lojinha|local|negocio|bar"
    r"|restaurante"
    r"|padaria|vitrine|montra|oficina|estabelecimento|porta|galpao|espelunca)"
)
_BODY = (
    r"(?:cara|boca|piernas?|patas|dientes|huesos|brazos?|jeta|morros|hocico|crisma|cuello"
    r"|cabeza(?! con (?:tant|pregunt))"
    r"|pernas?|dentes|bracos?|ossos|focinho|pescoco|fuca)\b"
    r"(?! (?:del?|al?) (?:la |el |una? )?(?:mesa|silla|sofa|muneca))"
)
_BODY_EN = r"(?:legs?|knees|face|teeth|jaw|neck|arms?|bones|skull|head)\b"
_YOURS_PT = r"(?:sua|tua|vossa|seu|teu|vosso)s?"
_HURT = (
    rf"(?:os|te|le|les) (?:parto|partire|rompo|rompere|reviento|reventare|quiebro) (?:la|las|los|el) {_BODY}"
    r"|(?:os|les) (?:rompo|destrozo|reviento) todo\b"
    r"|(?:i|we) (?:\S )?(?:ll|will|m going to|am going to|m gonna) (?:come (?:down |over )?(?:there )?(?:and )?)?"
    rf"(?:break|smash|cave in|kick in) (?:your|his|her|their) (?:\S+ )?{_BODY_EN}"
    rf"|(?:te|vos) (?:quebro|parto|arrebento) (?:a|as|o|os) {_BODY}"
    rf"|(?:quebro|parto|arrebento|(?:vou|vamos|venho) (?:ai )?(?:quebrar|partir|arrebentar)) (?:a|as|o|os)"
    rf" (?:{_YOURS_PT} {_BODY}|{_BODY} (?:de voces|de todos|dele|dela))"
    r"|(?:vou|venho|passo|apareco) ai e (?:quebro|destruo|arrebento|queimo) tudo\b"
)
_THREATENED = Words(
    rf"\b(?:{_HURT}"
    r"|(?<!\bse )(?<!\bme )(?:(?:os|te|les|le) )?(?:quemo|quemare|incendio|incendiare|reviento|reventare"
    r"|destrozo|destrozare|destruyo|destruire|vuelo|volare"
    rf"|rompo|rompere) {_SHOP_ES}"
    rf"|(?:voy|vamos|vengo|ire|iremos|paso|soy capaz) (?:a|de) (?:ir a )?(?:quemar|incendiar|reventar|destrozar"
    rf"|volar|romper)"
    rf"(?:os|te|les|le)? {_SHOP_ES}"
    rf"|(?:prendo|prendere|(?:voy|vamos) a prender(?:le|les|os)?|(?:le|les|os) (?:meto|prendo|pego|metere)|(?:voy"
    rf"|vamos) a"
    rf" (?:meter|pegar)(?:le|les|os)) fuego (?:a|al) (?:la|el|tu|su|vuestr\w+|todo|est\w+|local|negocio|bar|\S+ tienda)"
    r"|(?:os|te|les|los) (?:quemo|prendo fuego|reviento|vamos a quemar|voy a quemar) (?:la|el) (?:tienda|local"
    r"|negocio|bar)"
    r"|(?:os|te|les|los) (?:voy a (?:matar|apunalar|rajar|pegar un tiro)|mato|rajo|apunalo|pego un tiro)\b(?! de \w+ a)"
    r"|(?:pongo|pondre|voy a poner(?:os|les)?|meto) una bomba"
    rf"|(?:i|we) (?:\S )?(?:ll|will|m going to|am going to|m gonna|re going to|swear i \S? ?ll) (?:come and "
    rf"|go and |just )?"
    rf"(?:burn|torch|smash up|smash|blow up|firebomb|trash|wreck|shoot up|set fire to) (?:down )?{_SHOP_EN}"
    rf"|(?:burn|burning|torch|torching|blow up|set fire to|firebomb) {_SHOP_EN} (?:down|to the ground|up)?(?: ?if\b)?"
    r"|(?:i|we) (?:\S )?(?:ll|will|m going to|am going to|m gonna) (?:come (?:down "
    r"|over )?(?:there )?(?:and )?)?(?:kill|stab|shoot) (?:you|your"
    r"|everyone|every one|one of you|all of you|the)\b"
    rf"|(?:(?:eu )?(?:vou|vamos|venho) (?:ai )?(?:tacar|tocar|botar|por|meter|atear)|taco|toco|boto|meto|ponho) fogo"
    rf" (?:n?[ao]|em|nessa?|nesse|nisso|em tudo)\b"
    rf"|(?:(?:vou|vamos|venho) (?:ai )?(?:queimar|incendiar|quebrar|explodir|destruir|arrebentar)|queimo|incendeio"
    rf"|explodo|quebro|destruo|arrebento) (?!(?:a|o) (?:minha|meu|nossa|nosso) ){_SHOP_PT}"
    r"|(?:vou|vamos) (?:te |vos |ai )?(?:matar|esfaquear|dar um tiro em|encher de tiro) (?:voces?|vocês|todos"
    r"|o dono|a dona|alguem)"
    r"|(?:vou|vamos) (?:te|vos) (?:matar|esfaquear)\b"
    r")",
    beginning=_BEGIN,
)
_IN_JEST = Words(
    r"\b(?:de (?:risa|amor|besos|abrazos|gusto|rir|beijos|tanto|comer|ganas)|a (?:besos|abrazos|compras|beijos|abracos)"
    r"|comprando|jaja\w*|jeje\w*|haha\w*|kkk+\w*|lol|rsrs\w*|with (?:love|joy|kisses|hugs)|tarjeta|calorias|calories)\b"
)
_OF_GOODS = Words(
    r"\b(?:os|te|les) (?:voy a |vamos a )?(?:quem(?:ar|o)|revent(?:ar|o)|reviento|vaciar|vacio|arrasar|arraso)"
    r"(?: [.,…])*"
    r" (?:las|los|la|el) (?:existencias|stock|estanterias|estantes|bodega|cava|cafetera|caja registradora|datafono)\b",
    beginning=_BEGIN,
)


def in_jest(message: Read) -> bool:
    """Say whether words of harm stand in it that can only be meant in joy: "os mato a besos"."""
    return _OF_GOODS.stand_in(message) or (_THREATENED.stand_in(message) and _IN_JEST.stand_in(message))


def said(message: Read) -> bool:
    """Say whether such words stand in it."""
    return _THREATENED.stand_in(message) and not _IN_JEST.stand_in(message)
