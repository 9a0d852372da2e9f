"""Spanish, of Spain and of America: "mañana te digo", "antes de las ocho", "en un rato"."""

from mostrador.triage.times.words import Tongue, any_of, pattern

NUMBERS = {
    "un": 1, "una": 1, "uno": 1, "dos": 2, "par": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7,
    "ocho": 8,
    "nueve": 9, "diez": 10, "once": 11, "doce": 12, "quince": 15, "veinte": 20, "treinta": 30, "media": 0.5,
}  # fmt: skip
NUMBER = rf"(?:\d{{1,3}}|{any_of(' '.join(NUMBERS))})"
DAYS = "lunes martes miercoles jueves viernes sabado domingo"
MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
WE_DO = any_of("""
    digo decimos dire diremos cuento contamos contare contaremos comento comentamos comentare comentaremos confirmo
    confirmamos confirmare confirmaremos aviso avisamos avisare avisaremos llamo llamamos llamare llamaremos escribo
    escribimos escribire escribiremos mando mandamos mandare mandaremos envio enviamos enviare enviaremos respondo
    respondemos respondere responderemos contesto contestamos contestare contestaremos miro miramos mirare miraremos
    preparo preparamos preparare prepararemos llevo llevamos llevare llevaremos entrego entregamos entregare
    entregaremos devuelvo devolvemos devolvere devolveremos reembolso reembolsamos reembolsaremos abono abonamos abonare
    abonaremos ingresamos ingresaremos paso pasamos pasare pasaremos doy damos dare daremos tengo tendre tendremos hago
    hacemos hare haremos resuelvo resolvemos resolvere resolveremos arreglo arreglamos arreglaremos repongo reponemos
    cambio cambiamos cambiare cambiaremos recogemos recogeremos informo informamos informaremos explico explicamos
    soluciono solucionamos solucionaremos reviso revisamos revisare revisaremos consulto consultare traigo traemos
    traere traeremos despacho despachamos dejo dejamos dejaremos gestiono gestionamos gestionaremos tramito
    tramitamos acerco acercamos
""")
TO_DO = any_of("""
    decir decirte decirle contar contarte confirmar confirmarte avisar avisarte llamar llamarte llamarle escribir
    escribirte mandar mandarte mandartelo enviar enviarte enviartelo responder responderte contestar contestarte mirar
    mirarlo preparar prepararlo prepararte llevar llevarte entregar devolver devolverte reembolsar pasar pasarte dar
    darte hacer resolver resolverlo arreglar arreglarlo reponer cambiar cambiarlo revisar revisarlo consultar
    consultarlo preguntar preguntarlo tener
""")
TO_YOU = "(?:te|os|le|les|se|t)"
PRONOUNS = r"(?:(?:te|os|le|les|se|t|lo|la|los|las) )"
THEY_DO = any_of(
    "llega llegara llegan llegaran llama llaman llamara llamaran avisa avisan avisara entregan entregara entregaran"
    " escribe escribira contesta contestara responde respondera digo dice dira manda mandara envia enviara"
)
CLOCK_END = (
    r"(?=\s*(?:$|[.,;!)]|de|por|hoy|manana|y|o|sin|te|le|os|lo|la|se|el|este|h\b|hs\b|horas|como|max|en"
    r"|tienes|tendras|con|para|ya|mas|que|seguro))"
)

WAITED = (
    r"(?:llegue|lleguen|venga|vengan|salga|sepa|sepamos|tenga|tengamos|este|esten|entre|entren|vuelva|reciba|recibamos"
    r"|haya|pueda|podamos|acabe|termine|confirmen|contesten|respondan)"
)
SEEN = any_of("miro miramos pregunto preguntamos consulto consultamos reviso revisamos compruebo comprobamos hablo veo")
TELL = any_of("digo decimos cuento contamos aviso avisamos comento comentamos confirmo confirmamos llamo escribo")
NOT_A_THING = (
    rf"(?! (?:la(?! tienda)|las|los|lo que|tus?|sus?|un|una|est[ea]|es[ea]|el(?! (?:{any_of(DAYS)}|dia|local))))"
)
THEIRS = any_of("dinero reembolso devolucion importe abono pedido caja paquete respuesta factura presupuesto vino")

TONGUE = Tongue(
    commits=pattern(
        rf"{PRONOUNS}+{WE_DO}",
        rf"{TO_YOU} debe(?:re)?mos una",
        rf"{TO_YOU} debo una",
        rf"(?:tienes|tendras|tiene|tendra|teneis|tendreis) (?:ya )?(?:tu|su|vuestro|vuestra|el|la) {THEIRS}",
        r"(?<!ya\s)lo (?:sabes|sabras|sabreis|sabra)",
        rf"(?:dame|danos|deme|denos) (?:solo )?(?:unos |unas |un |otros |otras )?{NUMBER} ?(?:de )?"
        r"(?:min|hora|hs|dia|semana)\w*",
        rf"{TO_YOU} (?:lo |la |los |las )?{THEY_DO}",
        rf"(?:voy|vamos|van|va) a (?:volver a )?{TO_DO}",
        r"(?:lo|la|los|las) (?:tienes|tendras|tiene|tendra|teneis|tendreis|recibes|recibiras)",
        r"(?:tienes|tendras|teneis|tendreis|tendra) (?:\w+ )?(?:respuesta|noticias|novedades|\w+ nuestras)",
        r"(?:recibiras|recibireis|recibira)",
        r"estaran? (?:lista|listo|listas|listos|en tu casa|ahi)",
        r"esta lista?o?s? para",
        r"(?:confirmamos|avisamos|enviamos|respondemos|contestamos)",
    ),
    never=pattern(
        r"no",
        r"ni",
        r"nunca",
        r"tampoco",
        r"solemos",
        r"suelo",
        r"suele",
        r"normalmente",
        r"habitualmente",
        r"siempre",
        r"ayer",
        r"anteayer",
        r"anoche",
        r"pasado(?! manana)",
        r"pasada",
        r"desde",
        r"hace",
        r"ya te(?! (?:lo |la )?\w+re(?:mos)?(?!\w))",
        r"ojala",
        r"quizas?",
        r"cada",
        r"hasta",
        r"los (?:lunes|martes|miercoles|jueves|viernes|sabados|domingos)",
    ),
    conditions=pattern(r"si", r"cuando", r"como", r"donde", r"porque", r"aunque", r"mientras", r"a no ser"),
    breaks=pattern(
        r"que(?! (?:viene|cerremos|cierre))",
        r"pero",
        r"para decir\w*",
        r"para contar\w*",
        rf"[ye](?! (?:media|cuarto|(?:el |al )?{any_of(DAYS)}))",
    ),
    vague=pattern(
        r"(?:en|dentro de) un (?:rato|ratito|momento|ratin)",
        r"al rato",
        r"ahorita",
        r"mas tarde",
        r"pronto",
        r"en breve",
        r"en ?seguida",
        r"cuanto antes",
        r"lo antes posible",
        r"en cuanto",
        r"en nada",
        r"estos dias",
        r"un dia de estos",
        r"proximamente",
        rf"luego(?= {PRONOUNS})",
        r"(?<=digo\s)luego",
        r"(?<=escribo\s)luego",
        r"(?<=llamo\s)luego",
        r"(?<=cuento\s)luego",
        r"(?<=aviso\s)luego",
        r"en los proximos dias",
        rf"{SEEN}(?: \w+){{0,5}}? y (?:ya |luego )?{TO_YOU} (?:lo )?{TELL}",
        rf"(?:voy|vamos) a {TO_DO}(?: \w+){{0,5}}? y (?:ya |luego )?{TO_YOU} (?:lo )?{TELL}",
        rf"ya {TO_YOU} (?:lo |la )?\w+re(?:mos)?",
        rf"{WE_DO}(?: \w+){{0,3}}? (?:cuando|apenas) (?:me |nos |lo |la )?{WAITED}",
        rf"cuando (?:me |nos |lo |la )?{WAITED}[\s,]+(?:ya )?{TO_YOU} (?:lo |la )?{WE_DO}",
    ),
    later=pattern(rf"cuando (?:me |nos |lo |la )?{WAITED}"),
    span=pattern(
        rf"(?:en|dentro de|antes de|max|maximo|menos de|dame|danos|deme|denos)"
        rf" (?:unos |unas |un |otros |otras |las proximas )?(?:{NUMBER} ?(?:-|/|a"
        rf"|o) ?)?(?P<number>{NUMBER})"
        r" ?(?:de )?(?P<unit>minutos?|mins?|horas?|hs?|dias?|semanas?)(?P<half> y media)?",
    ),
    clock=pattern(
        rf"(?:a|antes de|sobre|hacia|para|tipo) las? (?P<hour>\d{{1,2}}|{any_of(' '.join(list(NUMBERS)[:15]))})"
        rf"(?:[:.h](?P<minute>[0-5]\d))?(?: (?P<half>y media|y cuarto|menos cuarto))?(?: ?hs?| horas| en punto)?"
        rf"(?: (?:de|por) la (?P<shift>manana|tarde|noche))?{CLOCK_END}",
    ),
    weekday=pattern(
        rf"(?:el|este|del|al|para el|mismo) (?:proximo |mismo )?(?P<day>{any_of(DAYS)})",
        rf"(?<=antes\s)(?:de )?(?P<day2>{any_of(DAYS)})",
        r"(?:antes del|este|el) (?P<day3>finde|fin de semana)",
    ),
    date=pattern(
        rf"(?:el|dia|del|el dia) (?P<day>[0-3]?\d) de (?P<month>{any_of(MONTHS)})",
        r"(?:el|dia|del) (?P<day2>[0-3]?\d)[/-](?P<month2>[01]?\d)",
    ),
    before_day=pattern(r"antes (?:de|del)(?: el| este| proximo)?"),
    days=(
        (pattern(r"pasado manana"), 2),
        (pattern(r"(?<!la\s)(?<!esta\s)(?<!una\s)(?<!las\s)(?<!pasado\s)manana"), 1),
        (pattern(r"hoy(?: mismo)?", r"(?:a lo largo del|durante el|en el) dia"), 0),
        (pattern(r"esta (?:misma )?(?:tarde|noche|manana)"), 0),
    ),
    weeks=(
        (pattern(r"esta semana", r"a lo largo de la semana"), 0),
        (pattern(r"(?:la )?semana que viene", r"la (?:proxima|otra) semana", r"la semana proxima"), 1),
    ),
    parts=(
        (pattern(r"a primera hora", r"temprano", r"lo primero"), "first"),
        (pattern(r"a ultima hora"), "end"),
        (
            pattern(
                r"(?:al|antes del|a la hora del?|antes de la hora del?) (?:cierre|cerrar)",
                rf"(?:al|antes de) cerrar{NOT_A_THING}",
                rf"antes de que (?:cerremos|cierre){NOT_A_THING}",
            ),
            "closing",
        ),
        (pattern(r"(?:al?|del?) ?mediodia"), "noon"),
        (pattern(r"(?:por|x|durante|en|de) la manana", r"esta (?:misma )?manana"), "morning"),
        (pattern(r"(?:por|x|durante|en|de) la tarde", r"esta (?:misma )?tarde", r"a la tarde"), "afternoon"),
        (pattern(r"(?:por|x|en|de) la noche", r"esta (?:misma )?noche", r"a la noche"), "evening"),
    ),
    numbers=NUMBERS,
    units={"m": "minutes", "h": "hours", "d": "days", "s": "weeks"},
    weekdays={**{name: number for number, name in enumerate(DAYS.split())}, "finde": 5, "fin de semana": 5},
    months={name: number for number, name in enumerate(MONTHS.split(), 1)},
    ends={"morning": 14, "noon": 14, "afternoon": 20, "evening": 22, "end": 20, "first": 9},
)
