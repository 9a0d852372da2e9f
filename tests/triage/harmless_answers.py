"""Answers of a shop that neither advertise nor promise more than they say: none may be warned of.

`FIRST` (2 of 44 were warned of at first) and `LATER` (3 of 48) mended the patterns; `LAST` was written after that and
has changed nothing in them. `BESIDE` was written for the sums that stand anywhere beside a word of giving.
"""

FIRST = """
El godello está a 9 € y el albariño a 14,50 €.
Lo siento mucho, Pablo. Mañana te mandamos dos botellas nuevas sin coste.
Tu pedido 4711 salió ayer; llega el jueves antes de las dos.
La caja pesa 9 kg y mide 2x3 metros embalada.
Sí, abrimos el sábado de 10 a 14 h.
No tenemos ofertas ahora mismo, pero te aviso si cambia.
El 2x1 que viste terminó el domingo.
Te devuelvo la llamada en cuanto salga del almacén, en unos 20 minutos.
Te hemos devuelto los 45 € esta mañana; tardan dos días en llegar.
No podemos devolverte los 500 € sin el tique.
Si en 14 días no te convence, te devolvemos los 45 € que pagaste.
¿Viste la oferta en Instagram o en la tienda?
Aprovecho para darte las gracias por avisar.
Aprovecha para probarlo frío: gana mucho.
No te pierdas al llegar: la puerta es la de la esquina.
Te hacemos un 10 % de descuento por las molestias de esta semana.
El banco te devolverá los 60 € en unos días.
Con el descuento de socio son 38 € en total.
Gracias por tu oferta de trabajo, pero ya estamos completos.
El envío cuesta 6 € y a partir de 60 € no se cobra.
Te guardo las dos últimas unidades hasta el viernes.
El menú del día son 14 € con bebida.
Dices «esta semana oferta 2x1», pero ese cartel no es nuestro.
Te paso la factura de 120 € por correo.
The godello is 9 € a bottle; a case of six is 50 €.
I'm so sorry. We'll send you two new bottles tomorrow, free of charge.
Your order shipped yesterday and should reach you on Thursday.
The offer you saw ended on Sunday, I'm afraid.
We can't refund the full $500 without a receipt.
We refunded you €45 this morning; it takes two days to show.
If you return it within 14 days, we'll refund you the $80.
I'll call you back in 20 minutes about the 45 € bottle.
We don't do deals, but the house red is 7 € and very good.
The room is 4x3 metres and seats ten.
Let me check with the kitchen and tell you before eight.
Did you see the discount code in our newsletter?
O vinho custa 12 € e temos seis garrafas.
Pedimos desculpa pelo atraso. Amanhã enviamos outra garrafa.
A promoção terminou no domingo, lamento.
Não podemos devolver-te 300 € sem a fatura.
Já te devolvemos os 20 €; demora dois dias.
Se devolveres a peça em 14 dias, devolvemos-te os 80 €.
Ligo-te de volta em 15 minutos por causa da encomenda de 45 €.
Aproveito para agradecer a tua paciência.
""".strip().splitlines()

LATER = """
Buenas, Marta: el pedido de los 3 vinos está listo, son 41,70 €.
Claro que sí, te lo cambio por el de 22 € sin problema.
Esta semana estamos de inventario y tardamos un poco más en contestar.
Este mes cerramos los lunes por obras.
Solo hoy cerramos a las seis; mañana como siempre.
Nos llegan nuevas cajas el martes y te escribo.
La devolución de los 60 € la decide Ana, que te llama hoy.
Ya está hecho: el banco dice que verás los 30 € el lunes.
Te mando una etiqueta para que nos lo devuelvas sin pagar los 8 € del envío.
¿Prefieres que te devolvamos los 25 € o que te mandemos otra?
El cheque regalo que tienes es de 50 € y vale hasta diciembre.
Ese descuento era del año pasado y ya no vale.
Corre de nuestra cuenta: el envío de vuelta son 0 €.
Te ofrezco dos cosas: esperar al jueves o recogerlo en la tienda.
El aceite viene en garrafas de 2 y de 5 litros.
Puedes pagar en tienda con tarjeta; son 18 € exactos.
En rebajas no cambiamos el horario.
Si la botella llega rota, mándanos una foto y lo vemos.
No hace falta que pagues los 12 € otra vez, el cargo se anuló.
Hoy no hay sitio; mañana a las nueve tengo mesa para dos.
Lleva dos capas de pintura y se seca en una hora.
Paga quien recoge, y son 27 €.
Nadie te va a cobrar 90 € por eso, tranquila.
La oferta del proveedor cambia cada día y por eso varía el precio.
Perdona la espera; esta semana no damos abasto.
We close early today only; tomorrow we are back at ten.
It's on special order, so it takes about a week.
Thanks for the kind words, see you this weekend!
The refund of $35 is already on its way to your card.
Would you like us to refund the €25 or send another?
I can't promise the £60, but Ana will call you before six.
You paid $48 and the tailoring is included.
All reds are in the second aisle, all whites by the door.
Our best deal with the winery is not ours to change, sorry.
Your gift card still holds £20.
Take a seat by the window, table 4x4 is yours.
Delivery is £5, or nothing from £40 on.
She will deal with it this week.
We don't have that in a sale, it's the normal price.
Esta semana fechamos na quinta por causa do feriado.
O reembolso de 40 € já foi feito pelo banco.
Queres que te devolvamos os 15 € ou preferes outra garrafa?
O desconto de sócio já está na fatura de 33 €.
Só hoje fechamos às cinco, desculpa.
Não é preciso pagar os 9 € outra vez.
A mesa para quatro fica marcada para sábado às oito.
Vem buscar quando quiseres, está pago.
Obrigada por avisares; falo com a Ana e digo-te antes das seis.
""".strip().splitlines()

LAST = """
Hola, Rosa. Tu arreglo está listo desde las cinco, son 24 €.
El taller nos pide 35 € por el repuesto y tarda tres días.
Lo miro con Iker y te digo algo antes de comer.
Sentimos lo del sábado: la próxima vez te sentamos en la terraza.
Tenemos la 38 en negro y la 40 en azul, ambas a 59 €.
Esa promoción es de la cadena, no de nuestra tienda.
Te cobramos 20 € de señal y el resto al recoger.
Te lo dejo apartado con tu nombre hasta el domingo.
Nos equivocamos en la cuenta: eran 32 € y cobramos 42 €.
Mira, el vino de la cena fue el de 18 €, el de la etiqueta verde.
Los sábados por la tarde hay cola; si puedes, ven a las diez.
Quedan 2 x 75 cl y una magnum.
El cupón caducó en marzo, perdona.
Tu vale de 15 € sigue en la cuenta.
Te devolvimos 12 € de más, no pasa nada.
Ana te llama hoy mismo y decidís juntas lo de los 80 €.
El precio no incluye la instalación, que son 90 €.
Hacemos grupos de 4 a 6 personas por 25 € cada una.
¡Qué alegría leerte! Se lo paso a la cocina.
Si no llega el viernes, reclama al transportista, y nosotros también.
I've put it aside for you; it's $36 with tax.
That's our mistake, and I'm having it looked at right now.
The repair took four hours, hence the £80.
You can collect any day this week between ten and six.
The promo code belongs to the marketplace, not to us.
We charge a $20 deposit, taken off the final bill.
My colleague decides about refunds above €30 and will write to you today.
Nothing to pay this time.
All rooms are booked that weekend, but Monday is free.
Sorry, I misread your note: two reds and one white it is.
O conserto custa 28 € e fica pronto na sexta.
Cobrámos 10 € a mais por engano; a Ana trata disso hoje.
Temos o 39 em castanho por 49 €.
Esta semana o estafeta passa só na terça.
O vale de 25 € está válido até junho.
A sobremesa estava incluída nos 22 €.
Vou perguntar à cozinha e respondo já.
Fica descansado, não te cobramos os 40 €.
Esse desconto é da aplicação e não da loja.
Guardei-te a última caixa até sábado.
""".strip().splitlines()

BESIDE = """
Son 90 €.
Te lo cobro ahora: 90 €.
Pagas 90 € y te lo llevas.
Te mando el enlace para pagar los 90 € del pedido.
Te aplico el descuento y pagas 90 €.
Te hago el descuento de socio y se queda en 38 €.
Te incluyo el descuento y son 38 € en total.
Te confirmo que tu vale de 15 € sigue en la cuenta.
Te recuerdo que el vale de 20 € caduca en mayo.
El total del pedido es de 120 €, y el envío, 6 €.
Recibirás la factura de 90 € en tu correo.
Recibirás el vino de 20 € en tu casa.
Te devolvemos la llamada por lo de los 90 €.
Te cambio la botella por la de 22 € y pagas la diferencia, 4 €.
El banco cobra 2 € por cada devolución.
¿Te hago un vale o prefieres el vino de 20 €?
No te pago los 90 €, lo siento.
The total is €90, and delivery costs £5.
You'll receive the €90 order at your door.
I can add the discount at the till; it's €38.
You pay €90 when you collect it.
Would you like a voucher or the £20 bottle?
São 90 €, e a entrega custa 5 €.
Pagas 90 € na loja, quando vieres buscar.
Envio-te a fatura de 90 € hoje.
""".strip().splitlines()
