"""The customers of the invented shop: nobody here exists, and their telephones ring nowhere."""

from collections.abc import Iterator

from mostrador.demo.wire import COMMENTS, Who

# Those who appear in today's desk have names of their own; the rest are chosen by chance from the list below.
LUCIA = Who(name="Lucía Ferrer", door=COMMENTS, handle="c-1163")
LUCIA_SHOPS = Who(name="Lucía Ferrer", door="webhook", handle="cliente-1163")
TERESA = Who(name="Teresa Gil", door="telegram", handle="700101")
PABLO = Who(name="Pablo Rey", door="website", handle="1187")
UNKNOWN = Who(name="", door="webhook", handle="+34 612 40 88 15")
NURIA = Who(name="Núria Casals", door=COMMENTS, handle="c-2044")
PASSING = Who(name="", door="website", handle="de-paso-hoy", signed=False)
XURXO = Who(name="Xurxo Cambeiro", door="telegram", handle="700102")
CARMELA = Who(name="Carmela Otero", door="telegram", handle="700103")
EVA = Who(name="Eva Lorenzo", door="telegram", handle="700104")
EVA_WRITES = Who(name="Eva Lorenzo", door="email", handle="eva.lorenzo@correo.example")
BRUNO = Who(name="Bruno Sáez", door="webhook", handle="cliente-0877")
MARCOS = Who(name="Marcos Alday", door="website", handle="1190")
MARINA = Who(name="Marina Doval", door="website", handle="0644")
JORGE = Who(name="Jorge Lamas", door="webhook", handle="cliente-0903")
AINA = Who(name="Aina Mestre", door="telegram", handle="700105")
IRIA = Who(name="Iria Souto", door="website", handle="1021")
TOMAS = Who(name="Tomás Vilar", door="telegram", handle="700106")
AOIFE = Who(name="Aoife Byrne", door="telegram", handle="700107", speaks="en")
JOAO = Who(name="João Mendes", door="website", handle="1202", speaks="pt")
SOFIA = Who(name="Sofía Lombardi", door="telegram", handle="700108", speaks="ar")
OUTBREAK = tuple(
    Who(name=name, door=COMMENTS, handle=f"c-3{number:03}")
    for number, name in enumerate(
        ("Rita Souto", "Amancio Vila", "Lara Pereiro", "Breixo Lorenzo", "Mona Castro", "Sergio Prol", "Tania Couto",
         "Uxío Rama")
    )
)  # fmt: skip
"""Those of the day the corks went bad."""
GIVEN_TO = tuple(
    Who(name=name, door=door, handle=handle)
    for name, door, handle in (
        ("Amparo Leis", "webhook", "cliente-0911"), ("Celso Arias", "telegram", "700141"),
        ("Dolores Vieites", "website", "1312"), ("Eloy Barral", "webhook", "cliente-0912"),
        ("Fátima Rúa", "telegram", "700142"), ("Genaro Pose", "webhook", "cliente-0913"),
        ("Hortensia Lago", "telegram", "700143"), ("Iván Cerqueiro", "website", "1313"),
        ("Jimena Otero", "webhook", "cliente-0914"), ("Leandro Suárez", "telegram", "700144"),
    )
)  # fmt: skip
"""Those to whom something was given, in the order in which it was."""
RITA_ASKS = Who(name="Rita Souto", door="telegram", handle="700131")
ALL_TODAY = (
    LUCIA, LUCIA_SHOPS, TERESA, PABLO, UNKNOWN, NURIA, PASSING, XURXO, CARMELA, EVA, EVA_WRITES, BRUNO, MARCOS, MARINA,
    JORGE, AINA, IRIA, TOMAS, AOIFE, JOAO, SOFIA,
)  # fmt: skip

NAMES = {
    "website es": (
        "Antía Rodeiro, Brais Pumar, Carlota Neira, Diego Salgueiro, Elvira Montes, Fermín Ochoa, Gala Iglesias, "
        "Helena Varela, Íñigo Arrieta, Jacobo Lema, Laura Quiroga, Manel Ribas, Noa Castiñeira, Olalla Prieto"
    ),
    "telegram es": (
        "Paco Mosquera, Raquel Díaz, Sabino Outón, Tareixa Boo, Uxía Carballo, Vicente Llorens, Xoana Fandiño, "
        "Yago Barreiro, Zaira Mouriño, Anxo Lestón, Begoña Etxabe, Candela Ruiz, Duarte Gómez, Estrella Conde"
    ),
    "webhook es": (
        "Rosalía Penas, Gonzalo Triñanes, Herminia Paz, Ismael Cortés, Julia Arnau, Lois Budiño, Merche Soto, "
        "Nicolás Ferro, Oriol Puig, Pilar Seoane, Quique Beltrán, Roi Vázquez, Socorro Lago, Tito Abal"
    ),
    "comments es": (
        "Ainhoa Prada, Berto Lourido, Chus Rial, Dores Mariño, Edu Campos, Fina Rey, Guille Cobas, Maruxa Tato"
    ),
    "email es": "Elisa Baltar, Alba Noguerol, Matías Quintela, Sara Villaverde, Ramiro Cid",
    "email bar": "Restaurante O Pazo, Hotel Rúa Nova, Taberna do Galo, Casa Mercedes",
    "email bodega": "Bodega Terra Fonda, Viña Outeiro, Adega das Irmás",
    "email gestor": "Gestoría Mato",
    "email feria": "Feria do Viño",
    "email oferta": "Datos Hostelería Plus",
    "telegram ar": "Florencia Bianchi, Martín Echeverri, Camila Sosa",
    "webhook mx": "Ximena Cárdenas, Emiliano Treviño, Itzel Robles",
    "telegram en": "Niamh Doyle, Peter Hollis, Hannah Weiss",
    "website en": "Oliver Stone-Barrett, Grace Tan",
    "website pt": "Inês Carvalhal, Tiago Brandão, Beatriz Falcão",
    "webhook pt": "Rui Sampaio, Marta Lourenço",
}


def everybody() -> Iterator[Who]:
    """Name the customers whom chance may choose, in a fixed order."""
    for number, (key, names) in enumerate(NAMES.items()):
        door, speaks = key.split()
        for place, name in enumerate(names.split(", ")):
            yield Who(name=name, door=door, handle=_handle(door, name, 100 * (number + 1) + place), speaks=speaks)
    # Three who never say their name in the chat.
    for number in range(3):
        yield Who(name="", door="website", handle=f"de-paso-{number}", signed=False)


def _handle(door: str, name: str, number: int) -> str:
    plain = name.lower().translate(str.maketrans("áéíóúñãêôç ", "aeiounaeoc."))
    return {
        "telegram": f"70{number:04}", "email": f"{plain}@correo.example", "webhook": f"cliente-{number:04}",
        COMMENTS: f"c-{number}",
    }.get(door, str(number))  # fmt: skip
