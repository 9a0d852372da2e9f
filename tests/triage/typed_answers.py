"""Answers that do by themselves what the plan's law or limits stand over: offers, and sums promised with their kind.

Sums in words have theirs in figures; `NO_SUMS` promise none, though they speak of money or of numbers.
"""

OFFERS = """
Esta semana oferta: 2x1 en albariño, ¡aprovecha!
Esta semana tenemos el godello en oferta, pásate.
¡3x2 en todos los tintos hasta el domingo!
Llévate tres y paga dos.
No te pierdas nuestras rebajas de enero.
Aprovecha el 20 % de descuento en toda la tienda.
Promoción especial de primavera: solo este mes.
Black Friday: todo con un 30 % de descuento.
Compra dos botellas y te regalamos una copa.
Buy one, get one free on all reds this weekend!
Don't miss our summer sale, it starts today.
20% off everything until Sunday.
This week: two albariños for the price of one.
Limited-time offer on olive oil.
Esta semana temos promoção: leve 3 e pague 2.
Aproveita os nossos saldos, só esta semana!
20% de desconto em toda a loja.
Não perca a oferta especial de verão.
""".strip().splitlines()

SUMS = """
refund | 500 euros | Te devolvemos 500 euros.
refund | 500 € | Tranquilo, mañana te devolvemos los 500 € íntegros.
refund | 120 € | Te vamos a devolver el dinero, 120 €.
refund | 90 euros | Podemos devolverte 90 euros.
refund | 1.250 € | Le reembolsamos el importe: 1.250 €
refund | 75,50 € | Te abonamos 75,50 € en tu tarjeta.
discount | 60 € | Te hacemos un descuento de 60 €.
discount | 45 € | Te descontamos 45 € del próximo pedido.
gesture | 80 € | Te regalamos un vale de 80 €.
refund | $400 | We'll refund you $400 today.
refund | €500 | I can refund the full €500.
gesture | £100 | We will give you a voucher for £100.
discount | $90 | We'll take $90 off your order.
refund | 300 dollars | You'll get a refund of 300 dollars.
refund | 200 € | Devolvemos-te 200 €.
refund | 150 euros | Vamos devolver-te 150 euros.
refund | 90 € | Reembolsamos-lhe o valor: 90 €
refund | r$ 300 | Vou reembolsar R$ 300.
gesture | 60 € | Oferecemos-lhe um vale de 60 €.
refund | 500 € | Te hago un reembolso de 500 € ahora mismo.
refund | 500 € | Te hago la devolución de 500 €.
refund | 320 € | Le hacemos un abono de 320 €.
refund | 90 € | Te tramito el reembolso: 90 €.
refund | 500 € | Ya tienes 500 € de vuelta en tu tarjeta.
refund | 40 € | Mañana tienes los 40 € de vuelta.
refund | 60 € | Vas a tener 60 € de vuelta en la cuenta.
refund | 75 € | Te ingreso 75 €.
gesture | 200 € | Tienes un vale de 200 €.
gesture | 50 € | Tendrás una tarjeta regalo de 50 €.
gesture | £40 | You have a voucher for £40.
refund | $400 | We'll give you your $400 back.
refund | $90 | I'll get you $90 back today.
refund | £25 | You'll have your £25 back by Friday.
refund | £300 | You're getting a full refund of £300.
refund | $80 | We're sending you a refund of $80.
refund | 150 € | Fazemos-te um reembolso de 150 €.
refund | r$ 200 | Você tem R$ 200 de volta no cartão.
gesture | r$ 50 | Você tem um vale de R$ 50.
refund | 45 € | Devolución de 45 € hecha.
refund | 45€ | Recibirás 45€.
refund | 45 € | Le reintegramos 45 €.
refund | 45 € | Te mando 45 € por Bizum.
refund | 45 euros | A gente te devolve 45 euros.
refund | 45 € | Refunding you 45 € now.
refund | €45 | I've refunded you €45.
refund | eur 500 | Te reembolso EUR 500.
refund | 90 (noventa) € | Te devuelvo 90 (noventa) €.
refund | 500 € | Recibirás 500 € en tu cuenta.
refund | 500 € | Te pago 500 €.
gesture | 500 € | Te dejo un vale de 500 €.
gesture | 500 € | Deixo-te um vale de 500 €.
gesture | 500 € | Voy a prepararte un vale de 500 €.
refund | 90 € | Te devuelvo todo lo que pagaste, 90 €.
refund | 90 € | Se te devolverán 90 €.
refund | 90 € | Serão devolvidos 90 €.
refund | €90 | You'll be refunded €90.
refund | €500 | We'll pay you €500.
gesture | €90 | Here's a €90 voucher.
discount | 50 € | Te dejo apuntado un descuento de 50 €.
refund | 500 € | 500 € te devuelvo hoy.
refund | 80 € | Te devuelvo 20 €. Perdona, 80 €.
refund | 80 € | Te devuelvo 80 €. Perdona, 20 €.
refund | 500 € | El vino cuesta 30 €, así que te pago 500 €.
""".strip().splitlines()

IN_WORDS = """
refund | 200 | Te devolvemos doscientos euros.
refund | 500 | Tranquilo, mañana te devolvemos los quinientos euros íntegros.
refund | 1250 | Le reembolsamos el importe: mil doscientos cincuenta euros.
refund | 45 | Podemos devolverte cuarenta y cinco euros.
refund | 22 | Te abonamos veintidós euros en tu tarjeta.
refund | 26 | Te abonamos veintiseis euros en tu tarjeta.
refund | 2000 | Te vamos a devolver dos mil pesos.
refund | 2000 | Te vamos a devolver 2 mil pesos.
refund | 100 | Te devuelvo cien pavos y listo.
refund | 131 | Te reembolsamos ciento treinta y un euros.
refund | 40,50 | Te devolvemos cuarenta euros con cincuenta.
discount | 60 | Te hacemos un descuento de sesenta euros.
gesture | 80 | Te regalamos un vale de ochenta euros.
refund | 200 | We'll refund you two hundred euros today.
refund | 250 | I can refund the full two hundred and fifty pounds.
refund | 1200 | We will refund you twelve hundred dollars.
refund | 1500 | We can refund you one thousand five hundred euros.
gesture | 100 | We will give you a voucher for a hundred pounds.
discount | 95 | We'll take ninety-five dollars off your order.
refund | 200 | Devolvemos-te duzentos euros.
refund | 150 | Vamos devolver-te cento e cinquenta euros.
refund | 90 | Reembolsamos-lhe o valor: noventa euros
refund | 300 | Vou reembolsar trezentos reais.
refund | 1234 | Vamos reembolsar mil duzentos e trinta e quatro reais.
refund | 16 | Devolvemos-te dezasseis euros.
gesture | 60 | Oferecemos-lhe um vale de sessenta euros.
refund | 300 | Te ingreso trescientos euros.
refund | 500 | Te hago un reembolso de quinientos euros.
gesture | 200 | Tienes un vale de doscientos euros.
refund | 400 | We'll give you your four hundred dollars back.
refund | 90 | Te devuelvo noventa €.
""".strip().splitlines()

NO_SUMS = """
Recibirás el pedido de 45 € el martes.
Recibirás 20 € de queso con el pedido.
Te mando el catálogo: hay cajas de 45 €.
La devolución de 45 € que pides no está en mi mano.
Si te mando 45 € de vino, ¿pagas tú el envío?
No te devolvemos doscientos euros: el vino estaba bien.
Si nos traes la botella te devolvemos cuarenta euros.
Te devolvemos la llamada en dos minutos.
Te devolvemos las dos botellas y te pido mil disculpas.
Te mandamos cien gracias, y un euro de chocolate también estaría bien.
We'll refund you at once, and two bottles are on the way.
Pagaste cuarenta euros y llegó bien, ¿verdad?
Devolvemos-te a chamada às duas.
Os vinos de trinta euros estão esgotados.
Si tienes un vale de 20 €, tráelo.
Si tienes dos vales de 20 €, tráelos.
Te damos 20 € de margen en el presupuesto.
Te doy 5 € menos que ellos, pero no hoy.
We'll give you the £20 bottle with two coupons.
¿Tienes un vale de 20 €?
Tienes un pedido de 200 € en camino.
Ya tienes 500 € de saldo gastado este año, gracias.
Te hago un presupuesto de 500 €.
Te hago la factura de 90 €.
We'll give you a call about the $400 order.
We'll give you the $40 bottle back on Friday.
You're getting a bottle worth £30 for the £30 you paid.
No te hago un reembolso de 500 €.
Tienes hasta 30 € de compra sin envío.
Te ingreso en el grupo de la cata de 20 €.
Te preguntaba: ¿tienes un vale de 20 €?
Do you have a voucher for £20?
You get the £20 bottle on Friday.
Te hago un reembolso si devuelves la caja de 90 €.
Tienes razón: el vale de 20 € ya estaba usado.
""".strip().splitlines()

SEVERAL = """
refund 10 + gesture 15 | Te devuelvo 10 y además 15 de vale.
refund 10 + gesture 15 | Te devolvemos 10 € y un vale de 15 €.
refund 10 + gesture 15 | Te devolvemos 10 € y te damos un vale de 15 €.
refund 20 + refund 20 | Te devolvemos 20 € y otros 20 € por el envío.
refund 20 + refund 10 | Te devolvemos veinte euros y diez euros más por el envío.
refund 10 + gesture 15 | We'll refund you $10 plus a $15 voucher.
refund 10 + gesture 15 | We'll refund you $10 and send you a voucher for $15.
refund 10 + gesture 15 | Devolvemos-te 10 € e mais 15 € em vale.
refund 10 + gesture 15 | Vamos devolver-te 10 euros, além disso um vale de 15 euros.
refund 400 + refund 250 | Te devuelvo 400 € de la botella y 250 € de las copas.
refund 400 + refund 250 | Te devuelvo 400 € del pedido y otros 250 € de portes.
refund 400 + refund 250 | Te devuelvo 400 € hoy y otros 250 € mañana.
refund 400 + refund 250 | We'll refund €400 for the wine plus €250 for shipping.
refund 40 + refund 30 | Devolvemos-lhe 40 € do vinho e 30 € dos copos.
refund 40 + refund 40 | Te devuelvo 40 € hoy y 40 € mañana.
refund 40 + refund 40 | Te devolvemos 40 € el lunes y 40 € el martes.
refund 40 + refund 40 | Hoy te devuelvo 40 € y mañana 40 €.
refund 40 + refund 40 | Te devuelvo 40 euros hoy y 40 mañana.
refund 40 + refund 40 | Te damos 40 € hoy y 40 € mañana.
refund 40 + refund 40 | Devolvemos-te 40 € hoje e 40 € amanhã.
refund 40 + gesture 15 x2 | Te devolvemos 40 € y te damos dos vales de 15 €.
refund 25 + refund 25 | Te devuelvo el doble: 25 € y otros 25 €.
refund 25 + refund 25 + refund 25 | Te devuelvo 25€ ahora, 25€ el lunes y 25€ el martes.
gesture 25 + gesture 25 + gesture 25 | Te mando un vale de 25€, otro de 25€ y otro.
refund 1 + gesture 500 | Te devuelvo 1 € y te dejo un vale de 500 €.
refund 20 | Te devolvemos 20 € del vino que costó 30 € y ya está.
refund 20 | Te devolvemos 20 €: 15 € por el vino y 5 € por el envío.
refund 20 | Te devolvemos entre 20 € y 30 €.
refund 20 | Te devolvemos 20 € y el envío cuesta 15 €.
refund 15 | Te devolvemos 10 o 15 €.
""".strip().splitlines()
"""Sums added to a sum in the same breath, and neighbours that add nothing."""

REPEATED = """
refund 25 x3 | Te devolvemos 3 x 25 €.
refund 25 x3 | Te devuelvo 3x25 €.
refund 40 x2 | Te devolvemos 2 × 40 €.
refund 25 x3 | Te hago tres devoluciones de 25 €.
refund 40 x2 | Te devolvemos 40 € x 2.
refund 40 x2 | Te devolvemos dos veces 40 €.
refund 40 x2 | Te devolvemos 40 € dos veces.
refund 25 x3 | Te devolvemos 3 pagos de 25 €.
discount 10 x3 | Te hacemos 3 descuentos de 10 €.
gesture 25 x3 | Te mando tres vales de 25 €.
gesture 25 x3 | Te regalamos 3 vales de 25 €.
gesture 20 x2 | Te damos dos vales de veinte euros.
gesture 30 x2 | Tienes dos tarjetas regalo de 30 €.
gesture 25 x3 | Enviamos-te três vales de 25 €.
refund 25 x3 | Devolvemos-te 3 x 25 €.
gesture 25 x3 | We'll send you three vouchers of $25 each.
gesture 20 x2 | I'll give you two £20 vouchers.
refund 25 x3 | We'll refund you 3 x $25.
refund 40 x2 | We'll refund you $40 twice.
refund 40 | Te devolvemos los 2x1 de 40 €.
refund 20 | Te damos 2 botellas y te devolvemos 20 €.
refund 20 | Te devolvemos 20 €: 2 x 10 €.
refund 50 | Te devolvemos los 50 € en dos pagos de 25 €.
refund 40 | Te mando 3 vales y te devuelvo 40 €.
refund 25 | Te devolvemos 25 € por botella.
""".strip().splitlines()
"""Sums that are given more than once, and numbers beside a sum that do not say so."""
