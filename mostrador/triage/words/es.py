"""Spanish, of Spain and of America."""

LISTS = {
    "safety": """
        me dio alergia | dado alergia | causo alergia | reaccion alergica | alergia | intoxic* | vomit* |
        urticaria | me quem* | se quemo | quemaduras | descarga electrica | me dio corriente | calambrazo |
        echa humo | echo humo | salio humo | se incendio | prendio fuego | fuego | exploto | explot* | incendio |
        cortocircuito | trozo de cristal | trozo de vidrio | vidrio dentro | cristales dentro | trozo de metal |
        trozo de plastico | tornillo en | pelo en la comida | cucaracha | gusano* | larvas | moho | caducad* |
        vencido | ~podrid* | en mal estado | se atraganto | me corte | sangr* | urgencias | hospital | peligros* |
        ninos .. peligro | olor a gas | fuga de gas | salmonela | salmonella | lejia | me sento mal |
        nos sento mal | diarrea | erupcion |
        se hincho | me hinche | hinchad* | se me hincho | ampollas | me quemo | le quemo | chispas | se derritio |
        alambre en | anzuelo | vidrio en | cristal en | un vidrio | astilla* | grapa en | clavo en | se trago |
        casi me lo trago | casi se traga | se ahogo | se me cerro la garganta | no podia respirar | falta el aire |
        ambulancia | a la guardia | en la guardia | con suero | convuls* | desmay* | monoxido | larga olor |
        pierde gas | rata en | envenen* | veneno | contaminad* | se desplomo | me lastime | se lastimo | lastimad* |
        herida | pollo crudo | metal en | plastico en | roto un diente | parti un diente | rompi un diente |
        pila de boton | revento
    """,
    "complaint": """
        llego rot* | llegaron rot* | vino rot* | ha llegado rot* | rot* | llego tarde | llego mojad* | golpead* |
        defectuos* | defecto | no funciona | no funcionan | dejo de funcionar | no sirve | no anda | no enciende |
        no prende | no carga | se rompio | se rompe | se ha roto | se estropeo | se descosio | se dano |
        vino danad* | averiad* | equivocad* | no es lo que pedi | no era lo que pedi | no es como | no se parece |
        nada que ver | faltan | falta un* | me falta | vino incomplet* | incomplet* | talla equivocada |
        color equivocado | nadie me responde | nadie contesta | nadie me contesta | nadie responde |
        no contestan | no responden | no me contestan | no me responden | no me cogen el telefono |
        nadie me atiende | me han colgado | me colgaron | mala atencion | pesima atencion | pesim* |
        mal servicio | pesimo servicio | horrible | una verguenza | verguenza | vergonzoso | que desastre |
        desastre | una estafa | me estafaron | me han estafado | estafa* | timo | timado | me siento engana* |
        engan* | publicidad enganosa | mentira | mentir* | me mintieron | no recomiendo | no lo recomiendo |
        no compreis | no compren | no vuelvo | no volvere | nunca mas | decepcion* | queja | quejarme | reclam* |
        hoja de reclamaciones | hojas de reclamaciones | indignad* | indignante | harto | harta | enfadad* |
        molest* | cabread* | enojad* | muy mal | de mala calidad | mala calidad | no me gusto | no me ha gustado |
        no estoy content* | maltrat* | maleducad* | groser* | borde | un asco | llevo .. esperando |
        sigo esperando | llevo esperando | semanas esperando | dias esperando | no ha llegado | no llego |
        no me ha llegado | no me llego | no aparece | no llega | nunca llego | nunca me llego | con retraso |
        retrasad* | tardo | tardaron | tardais | ~demora* | se retraso | el repartidor | mensajero .. no |
        ~problema | ~otra vez | aguad* | picado | ~malo | ~mala | ~peor | ~fatal | hace un mes que | incumpl* |
        cancelaron .. sin
    """,
    "complaint.legal": """
        mi abogado | abogad* | denunci* | demand* | consumo | omic | profeco | sernac | indecopi | juzgado |
        juicio | acciones legales | policia | proteccion de datos | agencia de proteccion | mis datos | rgpd |
        lopd | datos personales | filtra* mis | ley de consumo | tribunal* |
        carta documento | defensa del consumidor | burofax | ultimo aviso | tienen .. horas para |
        teneis .. horas para | tienen .. dias para | teneis .. dias para | condusef | inspeccion de sanidad |
        sanidad | via judicial | por lo legal | por la via legal | sin mi permiso | sin mi autorizacion |
        de otro cliente | de otra clienta | paso mi numero | dieron mi numero
    """,
    "complaint.billing": """
        me cobraron de mas | me cobraron dos veces | cobrado dos veces | cobro doble | doble cobro |
        cobraron doble | cargo duplicado | cargo que no | me han cobrado | me cobraron | cobrasteis |
        cobro indebido | me cobrasteis | cargo no reconocido | no reconozco .. cargo | devuelvanme .. dinero |
        devolvedme .. dinero | quiero que me devuelvan .. dinero | cobrado de mas |
        debitaron dos veces | debitaron | me descontaron | siguen cobrando | siguen cobrandome |
        pasaron la tarjeta dos veces | me pasaron dos veces | que nadie pidio | que no pedimos | nos cobraron |
        me lo volvieron a cobrar | mal cobrado | cargo de ustedes
    """,
    "order_status": """
        donde esta mi | donde esta el pedido | donde anda | donde viene | donde va mi | mi pedido |
        el pedido .. llega | cuando llega | cuando me llega | cuando llegara | cuando va a llegar | cuando me lo |
        cuando sale | cuando recibo | cuando lo recib* | cuando lo enviais | cuando entregan | ya salio |
        ya enviaron | ya lo enviaron | ya lo mandaron | ya esta enviado | ha salido .. pedido | habeis enviado |
        estado de mi | estado del pedido | estado de la compra | estado de mi pedido | numero de seguimiento |
        seguimiento | rastre* | tracking | guia de envio | mi paquete | mi envio | mi compra | mi encomienda |
        esta en camino | va en camino | se sabe algo de | hay novedades | sabeis algo de | pedido numero | ~pedido
    """,
    "help_after_sale.urgent": """
        cancelar | cancelo | cancela | cancelen | canceladme | anular | anulo | anulen | anula |
        cambiar la direccion | cambio de direccion | direccion equivocada | direccion .. mal |
        me equivoque de direccion | modificar .. pedido | modificar | cambiar .. pedido | agregar .. pedido |
        anadir .. pedido | quitar .. pedido | anade .. pedido | agrega .. pedido | reembols* | reintegro |
        devolucion del dinero | devuelven el dinero | devuelven la plata | devolver el dinero |
        devolveis el dinero | mi dinero | mi plata | ya no lo quiero | no lo quiero ya | arrepent*
    """,
    "help_after_sale": """
        devolver | devuelvo | devolucion | devoluciones | cambiar .. por | cambio de talla | cambiar la talla |
        cambiarlo | cambiarla | hacer un cambio | lo cambio | la cambio | factura | la factura | facturar |
        ticket | recibo de compra | comprobante | garantia | reparar | repar* | repuesto* | recambio* |
        como se usa | como lo uso | como se monta | instrucciones | manual | como se lava | como se limpia |
        no se como | como se instala | instalarlo
    """,
    "buy": """
        quiero comprar | quisiera comprar | me gustaria comprar | queria comprar | para comprar | como compro |
        como lo compro | puedo comprar | comprar | lo compro | la compro | los compro | quiero pedir |
        quisiera pedir | queria pedir | hacer un pedido | hacer el pedido | hago un pedido | para pedir |
        quiero encargar | encargar | me lo llevo | me la llevo | me los llevo | me llevo | voy a llevar |
        lo quiero | la quiero | los quiero | quiero un* | quiero dos | quiero tres | ponme | poneme | apunta* |
        apartame | me apartas | apartar* | guardame | me guardas | guardadme | me interesa | estoy interesad* |
        me quedo con | pasame los datos | datos para pagar | link de pago | enlace de pago | donde pago |
        como pago | agrega .. carrito | anade .. carrito | al carrito | enviame un* | mandame un* | me das un* |
        me pones | dame un* | necesito un* | necesito dos
    """,
    "buy.book": """
        reservar | reserva | reservo | una mesa | mesa para | pedir cita | una cita | turno | agendar | agenda* |
        contratar | apuntarme | inscrib* | plaza para | plazas para | hay sitio para | reservame | reservais
    """,
    "price_availability": """
        cuanto cuesta | cuanto cuestan | cuanto vale | cuanto valen | cuanto sale | cuanto salen | cuanto es |
        cuanto cobran | a cuanto | a como | que precio | que vale | precio | precios | tarifa* | presupuesto |
        cotiza* | valor de | el valor | lista de precios | descuento* | rebaja* | oferta* | en promocion | promo |
        rebajad* | mas barat* | barato | tenes | ~info | hay stock | en stock | stock | queda* | hay disponib* |
        disponib* | teneis | tienen | ~tienes | tendreis | os queda* | le queda* | vendeis | venden |
        hay en talla | hay talla | en talla | en color | hay en | agotad* | volvera a haber | cuando llega mas |
        reponen | reponeis | repondreis | hay mas | cuanto | ~hay
    """,
    "question": """
        a que hora | que horario | horario* | hora cierran | abris | abren | abierto | cerrais | cierran |
        cuando abr* | donde estais | donde estan | donde quedan | donde queda | direccion de la tienda |
        donde esta la tienda | como llego | ubicacion | ubicados | sucursal | tienda fisica | enviais | envian |
        hacen envios | haceis envios | envio a | envios a | cuanto tarda | cuanto se tarda | tiempo de entrega |
        gastos de envio | costo de envio | cuesta el envio | el envio | formas de pago | metodos de pago |
        puedo pagar | se puede pagar | aceptan | aceptais | pago contra | contra entrega | bizum | tarjeta |
        transferencia | a plazos | cuotas | politica de | condiciones | que pasa si | necesito sena |
        de que esta hech* | de que tela | de que material | que material | que medidas | medidas | que tamano |
        es impermeable | lleva gluten | sin gluten | vegan* | ingredientes | alergenos | contiene | que lleva |
        sirve para | vale para | como funciona | que diferencia | cual me recomiend* | que me recomiend* |
        me recomendais | me recomiendas | consulta | una pregunta | pregunta | duda | quisiera saber |
        queria saber | me gustaria saber | sabeis si | saben si | se puede | inicio de sesion | iniciar sesion |
        contrasena | mi cuenta | mi usuario | correo de confirmacion | darme de baja | newsletter |
        hablar con alguien | hablar con una persona | un asesor | con un humano | agente | es posible | telefono
    """,
    "manager": """
        el encargado | la encargada | encargad* | el jefe | la jefa | el gerente | gerente | la gerencia |
        el dueno | la duena | el responsable | la responsable | un supervisor | supervisor* | tu superior |
        su superior | el director | la directora | con quien decid* | alguien que decid* | con quien mand* |
        alguien que mand* | un encargado | un responsable | un gerente
    """,
    "wrong_fact": """
        eso no es verdad | eso es falso | es falso | es mentira que | no es cierto | habia leido que |
        me dijeron que cerra* | dicen que cerra* | dicen que usais | dicen que usan | dicen que vend* |
        os habeis equivocado | esta mal el precio | el precio esta mal | pone otra cosa | en la web pone |
        en la pagina dice | la foto no corresponde | es un bulo | bulo
    """,
    "idea": """
        sugerencia | sugier* | os sugiero | una idea | propongo | propuesta | deberiais | deberian |
        tendriais que | tendrian que | podriais | podrian | estaria bien | estaria genial | seria genial |
        seria bueno | seria ideal | molaria | ojala | me gustaria que | echo en falta | echo de menos |
        por que no hac* | por que no vend* | por que no ten* | mejoraria | a mejorar | se puede mejorar |
        podria mejorar | podria ser mejor | le falta | le faltaria | estrellas | regular | no esta mal |
        esperaba mas | calidad precio | cumple | esta bien pero | es bueno pero | me gusto pero
    """,
    "recommendation": """
        os recomiendo | los recomiendo | lo recomiendo | la recomiendo | recomiendo | recomendad* | recomendable |
        recomendabl* | se lo he dicho a | le hable de vosotros | le hable de ustedes | vengo de parte |
        me hablo de vosotros | me los recomendo | me lo recomendo | me la recomendo | recomendasteis |
        os recomendo | todo el mundo deberia | id a | no dudeis
    """,
    "praise": """
        gracias por | muchas gracias | mil gracias | muchisimas gracias | ~gracias | genial | perfect* |
        excelente* | maravill* | fantastic* | estupend* | increible* | espectacular | encant* | me encanta |
        me ha encantado | me encanto | me encantaron | buenisim* | riquisim* | delicios* | precios* | divin* |
        que lindo | que bonit* | hermos* | que rico | muy rico | muy buen* | muy amable* | sois los mejores |
        los mejores | son los mejores | el mejor | la mejor | la mejor tienda | de diez | un diez | un 10 |
        felicidades | felicitaciones | enhorabuena | gran trabajo | buen trabajo | buena atencion |
        excelente atencion | 10 de 10 | volvere | repetire | repetiremos | volvere a comprar | sois geniales |
        sois unos cracks | super content* | muy content* | content* | llego perfect* | llego rapido | todo bien |
        todo perfecto | me fascin* | encantad* | guapisim* | lo maximo
    """,
    "greeting": """
        hola | buenas | buenos dias | buen dia | buenas tardes | buenas noches | saludos | que tal | como estas |
        como estais | como estan | que hay | ey | holi | adios | hasta luego | hasta manana | feliz dia |
        feliz noche | chao | chau | nos vemos | un abrazo | un saludo | como te llamas | eres un robot |
        eres una maquina | eres humano | quien eres | cuentame un chiste | que frio | que calor | jaja* | jeje* |
        start
    """,
    "ack": """
        ok | okay | vale | perfecto | de acuerdo | entendido | gracias | muchas gracias | mil gracias | si | no |
        listo | bueno | claro | dale | ya | okey | guay | genial | recibido | oido | venga | estupendo |
        muy bien | bien | muy amable | igualmente | a ti | a vosotros | de nada | hasta luego | adios |
        un saludo | saludos | jaja* | jeje*
    """,
    "spam": """
        gana dinero | ganar dinero | gane dinero | dinero desde casa | desde tu celular | desde casa |
        trabaja desde | ingresos extra | ingresos pasivos | libertad financiera | ~invierte | inviert* |
        inversion garantizada | criptomoneda* | bitcoin* | forex | trading | mi mentor | duplica tu | prestamo* |
        credito rapido | sin requisitos | sin buro | ~seguidores | likes reales | sigueme | te sigo |
        sigo de vuelta | follow x follow | visita mi perfil | link en mi perfil | enlace en mi perfil |
        mira mi perfil | has ganado | has sido seleccionad* | ganaste | ~premio | reclama tu | reclame su |
        haz clic | haga clic | verifica tu cuenta | verifique su cuenta | su cuenta sera | tu cuenta sera |
        sera suspendida | posicionamiento seo | ~posicionamiento | primeros en google | primera pagina de google |
        diseno web | paginas web | base de datos de | le ofrecemos | les ofrecemos | ~ofrecemos |
        somos una empresa | somos una agencia | agencia de marketing | ~campanas de | aumenta* tus ventas |
        colaboracion pagada | tarot | videncia | amarres | brujo | hechizos | escorts | onlyfans |
        contenido exclusivo | casino | ~apuestas | pronosticos | viagra | whatsapp .. whatsapp
    """,
    "abuse": """
        gilipollas | imbecil* | idiota* | estupid* | subnormal* | payas* | inutil* | hijo* de puta |
        hijos de puta | hdp | puta | puto* | putas | mierda | mierdas | basura | escoria | cabron* | pendej* |
        culero* | boludo* | pelotudo* | malparid* | gonorrea | hijueputa | concha | conchatumadre | ladrones |
        ladron | rateros | chorros | sinverguenza* | vete a la | iros a la | vayanse a la | que os den |
        que te den | a la mierda | callate | cierra el | morios | muerete | mueranse | ojala os | asquero* |
        maric* | sudaca* | panchito* | moro* de | negro de | puto moro | retrasado mental | zorra* | guarra* |
        tont* | burro* | bruto* | analfabet* | feminazi*
    """,
    "abuse.threat": """
        te voy a | os voy a | los voy a | voy a matar* | te mato | os mato | te rompo | voy a romper* |
        voy a quemar* | voy a ir a por | se donde vives | se donde viv* | te vas a enterar | os vais a enterar |
        vais a pagar | vas a pagar | te voy a encontrar | te voy a buscar | partir la cara | reventar*
    """,
}
