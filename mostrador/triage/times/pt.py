"""Portuguese, of Brazil and of Portugal: "até sexta", "daqui a pouco", "amanhã cedo"."""

from mostrador.triage.times.words import Tongue, any_of, pattern

NUMBERS = {
    "um": 1, "uma": 1, "dois": 2, "duas": 2, "par": 2, "tres": 3, "quatro": 4, "cinco": 5, "seis": 6, "sete": 7,
    "oito": 8,
    "nove": 9, "dez": 10, "onze": 11, "doze": 12, "quinze": 15, "vinte": 20, "trinta": 30, "meia": 0.5,
}  # fmt: skip
NUMBER = rf"(?:\d{{1,3}}|{any_of(' '.join(NUMBERS))})"
HOURS = any_of("uma duas tres quatro cinco seis sete oito nove dez onze doze")
DAYS = "segunda terca quarta quinta sexta sabado domingo"
MONTHS = "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro"
WE_DO = any_of("""
    falo falamos falarei falaremos
    digo dizemos direi diremos conto contamos contarei contaremos aviso avisamos avisarei avisaremos confirmo
    confirmamos
    confirmarei confirmaremos mando mandamos mandarei mandaremos envio enviamos enviarei enviaremos ligo ligamos ligarei
    ligaremos escrevo escrevemos escreverei escreveremos respondo respondemos responderei responderemos retorno
    retornamos
    retornarei retornaremos passo passamos passarei entrego entregamos entregaremos devolvo devolvemos devolveremos
    reembolso reembolsamos reembolsaremos resolvo resolvemos resolverei resolveremos troco trocamos trocaremos preparo
    preparamos verifico verificamos verificarei vejo vemos trato tratamos levo levamos faco fazemos farei faremos dou
    damos darei daremos arranjo arranjamos informo informamos informaremos
""")
TO_DO = any_of("""
    falar dizer contar avisar confirmar mandar enviar ligar escrever responder retornar passar entregar devolver
    reembolsar
    resolver trocar preparar verificar ver tratar levar fazer dar arranjar informar receber chegar ficar perguntar
    estornar consertar
""")
THEY_DO = any_of(
    "avisa manda confirma retorna responde liga resolve troca envia entrega devolve reembolsa conta diz escreve passa"
    " verifica prepara leva faz da"
)
CLOCK_END = r"(?=\s*(?:$|[.,;!)]|de|da|do|hoje|amanha|e|ou|sem|te|lhe|na|no|para|pra|em))"

WAITED = r"(?:chegar|chegarem|tiver|tivermos|souber|soubermos|estiver|estiverem|voltar|sair)"
TELL = any_of(
    "falo digo aviso conto escrevo ligo retorno respondo falamos dizemos avisamos contamos ligamos retornamos"
)

TONGUE = Tongue(
    commits=pattern(
        rf"(?:(?:te|lhe|lhes|vos|eu|nos|ja|o|a|os|as) )*{WE_DO}(?:-(?:te|lhe|lhes|vos|o|a|lo|la))?",
        rf"(?:vou|vamos|vai|vao|iremos|irei) (?:te |lhe )?{TO_DO}",
        rf"(?:a gente|o leo|a marta|alguem|te|lhe) (?:te |lhe |ja )*{THEY_DO}",
        r"(?:vai|vao) chegar",
        r"(?:voce|voces|o senhor|a senhora) (?:recebe|recebera|vai receber|tera|tem)",
        r"(?:fica|ficara|estara|ficam) prontas?o?s?",
        r"(?:fica|ficara|estara|ficam) pront[oa]s?",
        r"(?:entro|entramos|entraremos) em conta(?:c?)to",
        r"chegara",
    ),
    never=pattern(
        r"nao",
        r"nem",
        r"nunca",
        r"costumamos",
        r"costumo",
        r"geralmente",
        r"normalmente",
        r"sempre",
        r"ontem",
        r"anteontem",
        r"passad[oa]",
        r"desde",
        r"faz",
        r"talvez",
        r"cada",
        r"guardo",
        r"guardamos",
        r"reservo",
        r"fechamos",
        r"abrimos",
    ),
    conditions=pattern(r"se", r"quando", r"caso", r"porque", r"embora", r"enquanto", r"como", r"onde"),
    breaks=pattern(
        r"(?<!assim\s)(?<!logo\s)que(?! vem)",
        r"mas",
        r"para dizer",
        r"para avisar",
        rf"e(?! (?:meia|quinze|(?:na |no )?{any_of(DAYS)}))",
    ),
    vague=pattern(
        r"daqui a (?:um )?(?:pouco|pouquinho|bocado)",
        r"em breve",
        r"mais tarde",
        r"assim que",
        r"logo (?:que|te|lhe)",
        r"ja ja",
        r"quanto antes",
        r"o mais rapido possivel",
        r"num instante",
        r"em instantes",
        r"brevemente",
        r"nos proximos dias",
        r"(?<=aviso\s)logo",
        r"(?<=escrevo\s)logo",
        r"(?<=ligo\s)logo",
        rf"(?:(?:vou|vamos) {TO_DO}|vejo|pergunto|verifico|confirmo)"
        rf"(?: \w+){{0,5}}? e (?:ja |depois )?(?:te |lhe )?{TELL}",
        rf"{WE_DO}(?:-te|-lhe)?(?: \w+){{0,3}}? quando {WAITED}",
    ),
    later=pattern(rf"quando {WAITED}"),
    span=pattern(
        rf"(?:em|dentro de|daqui a|em ate|menos de) (?:uns |umas |um |cerca de )?(?:{NUMBER} ?(?:-|/|a|ou)"
        rf" ?)?(?P<number>{NUMBER})"
        r" ?(?:de )?(?P<unit>minutos?|mins?|horas?|hs?|dias?|semanas?)(?P<half> e meia)?",
    ),
    clock=pattern(
        rf"(?:as|antes das|antes da|ate as|ate a|pelas|por volta das|a) (?P<hour>\d{{1,2}}|{HOURS})"
        rf"(?:(?:[:.]|h)(?P<minute>[0-5]\d))?(?: ?h(?:oras|rs|s)?)?(?: (?P<half>e meia|e quinze))?"
        rf"(?: da (?P<shift>manha|tarde|noite))?{CLOCK_END}",
    ),
    weekday=pattern(
        rf"(?:na|no|nesta|neste|ate|ate a|ate o|para a|para o|pra|antes da|antes do|esta|este|proxima|proximo)"
        rf" (?:proxima |proximo )?"
        rf"(?P<day>{any_of(DAYS)})(?:-feira| feira)?",
        rf"(?P<day2>{any_of(DAYS)})-feira",
    ),
    date=pattern(
        rf"(?:dia|em|ate) (?P<day>[0-3]?\d) de (?P<month>{any_of(MONTHS)})",
        r"(?:dia|em|ate) (?P<day2>[0-3]?\d)/(?P<month2>[01]?\d)",
    ),
    before_day=pattern(r"antes (?:da|do|de)"),
    days=(
        (pattern(r"depois de amanha"), 2),
        (pattern(r"(?<!depois\sde\s)amanha"), 1),
        (pattern(r"(?:ainda )?hoje", r"(?:ao longo|durante) do? ?dia"), 0),
        (pattern(r"esta (?:tarde|noite|manha)"), 0),
    ),
    weeks=(
        (pattern(r"(?:esta|nesta) semana"), 0),
        (pattern(r"(?:a |na )?semana que vem", r"(?:na )?proxima semana"), 1),
    ),
    parts=(
        (pattern(r"(?:logo |bem )?cedo", r"logo pela manha", r"a primeira hora", r"na primeira hora"), "first"),
        (pattern(r"(?:no|ao|ate o|ate ao|antes do) (?:fim|final) do (?:dia|expediente)"), "end"),
        (
            pattern(
                r"(?:ao|ate ao|ate o|antes do|a hora do|antes da hora do|a hora de|antes da hora de)"
                r" (?:fecho|fechamento|encerramento|fechar)(?! (?:da caixa|das contas|do mes))",
                r"(?:ao|ate|antes de|antes da loja|antes de a loja|ate a loja) fechar(?:mos)?"
                r"(?! (?:as|os|um|uma|est[ea]|ess[ea]|teu|tua|seu|sua|a(?! loja)|o(?! dia)))",
            ),
            "closing",
        ),
        (pattern(r"(?:ao|ate o|ate ao) meio-dia"), "noon"),
        (pattern(r"(?:de|pela|da|na) manha", r"esta manha"), "morning"),
        (pattern(r"(?:a|de|pela|da|na) tarde", r"esta tarde"), "afternoon"),
        (pattern(r"(?:a|de|pela|da|na) noite", r"esta noite"), "evening"),
    ),
    numbers=NUMBERS,
    units={"m": "minutes", "h": "hours", "d": "days", "s": "weeks"},
    weekdays={name: number for number, name in enumerate(DAYS.split())},
    months={name: number for number, name in enumerate(MONTHS.split(), 1)},
    ends={"morning": 14, "noon": 12, "afternoon": 18, "evening": 22, "end": 20, "first": 9},
)
