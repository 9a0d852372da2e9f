"""Reads `tone`, `replies` and `triage`: how the house speaks, its saved words, and how sure a machine must be."""

from collections.abc import Mapping
from functools import partial

from mostrador.plan import values
from mostrador.plan.parts import Reply, Tone, Triage
from mostrador.plan.written import Spot

SIGNS = ("first_name", "full_name", "role", "house", "nothing")
NO_NAMES: tuple[str, ...] = ()


def tone(spot: Spot) -> Tone | None:
    if not spot.is_mapping:
        spot.error(f"{spot.name} says nothing", "Write `{address: tú, sign_with: first_name}`.")
        return None
    found = Tone(
        address=spot.read("address", values.word, ""),
        sign_with=spot.read("sign_with", partial(values.choice, known=SIGNS), ""),
        max_public_turns=spot.read("max_public_turns", values.whole, None),
        do=spot.read("do", values.words, NO_NAMES),
        never=spot.read("never", values.words, NO_NAMES),
        at=spot.line,
    )
    spot.done(("address", "sign_with", "max_public_turns", "do", "never"))
    return found


def replies(spot: Spot, *, language: str) -> Mapping[str, Reply]:
    """Read name to words; words alone are in the plan's language, several are `{es: …, en: …}`."""
    return {name: _reply(name, one, language) for name, one in spot.entries()}


def _reply(name: str, spot: Spot, language: str) -> Reply:
    if spot.is_mapping:
        texts = {
            code: said
            for code, one in spot.entries()
            if _is_language(code, one) and (said := values.text(one)) is not None
        }
    else:
        said = values.text(spot)
        texts = {language: said} if said is not None else {}
    if not any(text.strip() for text in texts.values()):
        spot.error(f"{spot.name} has no words", 'Write them: `name: "Hola, te lo miro."`.')
    return Reply(name=name, texts=texts, at=spot.line)


def _is_language(code: str, spot: Spot) -> bool:
    if values.is_language(code):
        return True
    spot.error(f"`{code}` is no language", "Write its two letters: es, en, pt.")
    return False


def triage(spot: Spot) -> Triage | None:
    if not spot.is_mapping:
        spot.error(f"{spot.name} says nothing", "Write `{floor: 0.6}`.")
        return None
    floor = spot.need("floor", "Write how sure the machine must be: `floor: 0.6`.")
    spot.done(("floor",))
    found = values.share(floor) if floor else None
    return Triage(floor=found, at=spot.line) if found is not None else None
