"""Sentences for the benchmarks: common, rare and unique words in the proportions that shops see."""

import random

COMMON = (  # noqa: SIM905  a sentence's words are read as a sentence
    "hola vino pedido cuándo llega gracias precio botella tienda mañana envío quiero saber tenéis caja regalo "
    "tinto blanco abrís sábado pagar tarjeta recoger dirección cambio roto perfecto buenas tardes favor cuánto"
).split()
RARE = "albariño godello mencía magnum decantador sumiller brancellao caíño treixadura loureira"


def sentence(dice: random.Random, *, words: int = 11) -> str:
    """Return a sentence; every fiftieth on average holds a rare word."""
    found = [dice.choice(COMMON) for _ in range(words)]
    if dice.random() < 0.02:
        found[dice.randrange(words)] = dice.choice(RARE.split())
    return " ".join(found)
