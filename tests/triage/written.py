"""Messages written for the tests: their language, their leading need, their words."""

# language | leading need | text
ROWS = """
es | safety | He abierto la mermelada y hay un trozo de cristal dentro
es | safety | la crema me dio alergia y acabé en urgencias
es | safety | el calefactor echa humo al enchufarlo
es | safety | Mi hija se atragantó con una pieza del juguete
es | safety | la leche estaba caducada y hemos vomitado toda la noche
es | complaint | Me ha llegado el jarrón roto
es | complaint | llevo tres semanas esperando y nadie me contesta
es | complaint | Pésima atención en la tienda de la calle Real
es | complaint | el abrigo que recibí no se parece al de la foto
es | complaint | Nunca más. Una vergüenza.
es | complaint | me cobraron dos veces la misma compra
es | complaint | si no me lo solucionáis pongo una hoja de reclamaciones
es | complaint | faltan dos botellas en la caja
es | complaint | ¿Dónde está mi pedido? Nadie contesta
es | complaint | No me ha gustado nada, no lo recomiendo
es | order_status | ¿Dónde está mi pedido 4821?
es | order_status | Cuándo llega lo que compré el lunes
es | order_status | ya enviaron mi encargo? no tengo número de seguimiento
es | order_status | alguna novedad de mi paquete
es | help_after_sale | Quiero cancelar el pedido 993
es | help_after_sale | necesito la factura de la compra de ayer
es | help_after_sale | cómo hago para devolver los zapatos
es | help_after_sale | podéis cambiar la dirección de entrega
es | help_after_sale | cuándo me devuelven el dinero
es | buy | Quiero comprar dos botellas de godello
es | buy | me lo llevo, pásame los datos para pagar
es | buy | guárdame uno para el viernes
es | buy | quería reservar una mesa para seis
es | price_availability | ¿Cuánto cuesta el envase grande?
es | price_availability | tenéis albariño de 2024 en stock
es | price_availability | precio pls
es | price_availability | ¿Hacéis descuento para bodas?
es | price_availability | os queda alguna en talla M
es | question | ¿A qué hora abrís el sábado?
es | question | Hacen envíos a Canarias?
es | question | se puede pagar con bizum
es | question | el queso lleva gluten
es | question | dónde queda la tienda
es | wrong_fact | dicen que usáis uva de fuera, qué morro
es | wrong_fact | En la web pone otra cosa
es | idea | Sugerencia: estaría bien que abrierais los domingos
es | idea | deberíais vender por copas
es | idea | está bien pero esperaba más
es | recommendation | os recomiendo a todo el mundo
es | recommendation | Vengo de parte de mi prima Carmen
es | praise | Muchísimas gracias por el detalle, sois geniales
es | praise | Buenísimo el queso, repetiré
es | praise | me encantó la cesta 😍
es | greeting | Hola, buenas tardes
es | greeting | jajaja
es | abuse | sois unos gilipollas
es | abuse | vete a la mierda
es | spam | Gana dinero desde casa, escríbeme al privado
es | spam | Le ofrecemos posicionamiento SEO para su empresa https://seo-rapido.xyz
es | spam | Su cuenta será suspendida, verifique su cuenta en http://banco-seguro.info
en | safety | There was a piece of glass in my jam
en | safety | your cream gave me a rash all over
en | safety | the heater caught fire last night
en | safety | my son almost choked on a loose part
en | complaint | The vase arrived broken
en | complaint | I've been waiting for three weeks and nobody answers
en | complaint | worst service ever, never again
en | complaint | you charged me twice
en | complaint | this is not what I ordered
en | complaint | my lawyer will hear about this
en | complaint | the kettle stopped working after two days
en | complaint | I am so disappointed with this coat
en | order_status | Where is my order 4821?
en | order_status | has it shipped yet
en | order_status | when will my parcel arrive
en | order_status | could I have the tracking number
en | help_after_sale | cancel my order please
en | help_after_sale | how do I return the shoes, I want to send it back
en | help_after_sale | I need an invoice for yesterday
en | help_after_sale | when do I get my money back
en | buy | I want to buy two bottles of godello
en | buy | I'll take it, send me the payment link
en | buy | could you keep one for me until Friday
en | buy | table for six on Saturday
en | price_availability | How much is the big one?
en | price_availability | do you have it in size M
en | price_availability | is the albariño in stock
en | price_availability | any discount for weddings
en | question | What time do you open on Saturday?
en | question | do you ship to Ireland
en | question | can I pay with PayPal
en | question | what is the bag made of
en | question | is the cheese gluten free
en | wrong_fact | your website says otherwise
en | wrong_fact | I heard you closed down
en | idea | Suggestion: open on Sundays
en | idea | it would be great if you sold by the glass
en | idea | not bad, expected more
en | recommendation | I told all my friends about you, highly recommend
en | praise | Thank you so much for the lovely gift
en | praise | amazing quality, arrived fast
en | praise | best shop in town
en | greeting | hello
en | greeting | Hi, good morning
en | abuse | you stupid idiots
en | abuse | shut up, clown
en | spam | Make money from home, dm me
en | spam | Click here to claim your prize http://win.click
en | spam | we offer SEO and web design to rank your site
pt | safety | Tinha um caco de vidro dentro da geleia
pt | safety | o creme me deu alergia
pt | safety | a torradeira pegou fogo
pt | safety | o leite estava estragado e passei mal
pt | complaint | O vaso chegou quebrado
pt | complaint | estou esperando há três semanas e ninguém responde
pt | complaint | péssimo atendimento, nunca mais
pt | complaint | fui cobrado duas vezes, cobrança indevida
pt | complaint | vou reclamar no Procon
pt | complaint | veio faltando duas garrafas
pt | order_status | Cadê meu pedido 4821?
pt | order_status | quando vai chegar minha encomenda
pt | order_status | já foi enviado? não tenho o código de rastreio
pt | help_after_sale | quero cancelar a compra
pt | help_after_sale | preciso da nota fiscal
pt | help_after_sale | queria trocar o tamanho
pt | help_after_sale | o estorno ainda não caiu
pt | buy | Quero comprar duas garrafas
pt | buy | vou querer, passa o pix
pt | buy | separa um pra mim até sexta
pt | buy | queria reservar uma mesa para seis
pt | price_availability | Quanto custa o grande?
pt | price_availability | vocês têm no tamanho M
pt | price_availability | qual o valor do frasco
pt | price_availability | ainda tem em estoque
pt | question | Que horas abrem no sábado?
pt | question | vocês entregam em Braga
pt | question | posso pagar com cartão
pt | question | o queijo contém glúten
pt | idea | Sugestão: podiam abrir aos domingos
pt | idea | é bom mas esperava mais
pt | recommendation | uma amiga indicou vocês
pt | praise | Muito obrigada pelo carinho, amei
pt | praise | chegou rápido e bem embalado
pt | praise | adorei o queijo, voltarei
pt | greeting | Oi, tudo bem?
pt | greeting | bom dia
pt | abuse | seus idiotas
pt | abuse | cala a boca palhaço
pt | spam | Ganhe dinheiro com renda extra, clique no link
pt | spam | Sinais grátis no telegram t.me/lucroja
"""

WRITTEN = [tuple(part.strip() for part in row.split("|", 2)) for row in ROWS.strip().splitlines()]
