"""Answers that do by themselves what the plan's law or limits stand over: offers, and sums promised with their kind."""

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
""".strip().splitlines()
