"""The law of the plan stands over every act and every way to it: the desk, programs, what the house does by itself.

A gate over a place (it names `doors`) is lifted by nothing but another door. Any other is lifted by what its rule asks
for: consent to marketing, an age that was told, a machine that says so. What blocks is told with what to do instead.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from msgspec import structs

from mostrador.inbox.models import Case
from mostrador.journeys import binding, facts, of_age
from mostrador.journeys.refusing import Refused
from mostrador.kit.words import N_
from mostrador.people import consenting
from mostrador.people.models import Consent, Person
from mostrador.plan import deciding, keeping
from mostrador.plan.shape import Act, Gate, Plan

AUTOMATIC = Act("reply", "automatic")
PLACE = "doors"
KEEP = N_("The law of the plan stands over this: %(rule)s. Say that it is met.")
INSTEAD = N_("Go on at %(door)s.")
PAYING = re.compile(
    r"(?:\b(?:buy|checkout|pay|donate|invoice)\.stripe\.com/|\bsquare\.link/|\bcheckout\.square\.site/|\bpay(?:ment-links)?\.mollie\.com/"
    r"|\b(?:link|www)\.mercadopago\.[a-z.]+/|\bpag\.ae/|\bpicpay\.me/|\bmonzo\.me/|\bwise\.com/pay/|\bpay\.gocardless\.com/"
    r"|\bsis(?:-t)?\.redsys\.es/|\bbuy\.sumup\.com/|\bpaypal\.(?:me|com/(?:paypalme|invoice|pay))/?|\bmpago\.l[ai]/"
    r"|\bmercadopago\.[a-z.]+/checkout|\bpay\.sumup\.com/|\brevolut\.me/|\bbizum\s+(?:al?|no|para)\s+\+?[\d ]{9,}"
    r"|\bpix\b.{0,20}\b[\w.+-]+@[\w.-]+|\b[A-Z]{2}\d{2}(?: ?\w{4}){4,7}\b)",
    re.IGNORECASE,
)
"""Ways to pay that stand in the words: links of payment services, a telephone for Bizum, a Pix key, an IBAN."""
WAY_OUT = re.compile(r"\b(?:baja|stop|unsubscribe|opt.?out|sair|cancelar)\b", re.IGNORECASE)
MACHINE = re.compile(r"autom[áa]tic", re.IGNORECASE)
SOMEBODY = re.compile(r"\b(?:persona|person|pessoa|somebody|alguien|algu[ée]m|human[oa]?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Passed:
    """What may be done: the `gates` over it, those one went on in spite of, and the one that asks first."""

    gates: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()
    ask: str = ""
    lifted: str = ""  # the gates that somebody's word lifted, each with whose word that was, and its day
    unsure: str = ""  # the rule that stands over it unless somebody else says that it is something else

    def unsure_of(self, over: "Over") -> "Passed":
        """Return it with what may stand over it, as far as its choices tell: somebody is asked."""
        gates = tuple(dict.fromkeys((*self.gates, over.line)))
        return replace(self, gates=gates, ask=self.ask or over.line, unsure=over.rule)

    def warned_of(self, lines: tuple[str, ...]) -> "Passed":
        """Return it with what else of the plan one went on in spite of."""
        return replace(self, gates=(*self.gates, *lines), warned=(*self.warned, *lines))


@dataclass(frozen=True, kw_only=True)
class Over:
    """A rule that stands over an act: its words, its line, and whether it stands whatever they asked for."""

    rule: str
    line: str
    always: bool = False


class Warned(Refused):
    """A gate warns: one may go on, having read it."""


def of_words(text: str, *, sends: Sequence[str] = (), automatic: bool = False) -> list[Act]:
    """Return what saying these words does: what they carry, as the sender says or as they show, and who speaks."""
    carried = dict.fromkeys([*sends, *(["in_chat_payment"] if PAYING.search(text) else [])])
    return [*(Act("send", one) for one in carried), *([AUTOMATIC] if automatic else [])]


def check(case: Case, acts: Sequence[Act], *, text: str = "", went_on: bool = False) -> Passed:
    """Let acts pass in an asunto, or not. Raises `Refused` with the rule, and `Warned` unless one goes on."""
    plan = keeping.current()
    for act in acts:
        if (rule := binding.forbids(case, act)) is not None:
            raise Refused(rule.text(plan.locale.language), line=rule.id)
    standing = [gate for act in acts for gate in _standing(plan, case, act, text)]
    for gate in standing:
        if gate.effect == "block":
            raise Refused(gate.rule, line=gate.id, instead=_instead(plan, case, gate))
    warned = [gate for gate in standing if gate.effect == "warn"]
    if warned and not went_on:
        raise Warned(warned[0].rule, verdict="ask", line=warned[0].id)
    ask = next((gate.id for gate in standing if gate.effect == "ask"), "")
    lifted = [gate.id for act in acts for gate in _lifted(plan, case, act)]
    every = tuple(dict.fromkeys([*(gate.id for gate in standing), *lifted]))
    said = f"{' '.join(dict.fromkeys(lifted))}: {of_age.by_whom(case.person)}" if lifted else ""
    return Passed(gates=every, warned=tuple(gate.id for gate in warned), ask=ask, lifted=said)


def over(case: Case, act: Act, text: str) -> Over | None:
    """Return the strongest of what stands over an act in an asunto; None where nothing does."""
    return next(iter(all_over(case, act, text)), None)


def all_over(case: Case, act: Act, text: str = "") -> list[Over]:
    """Return what of the law stands over an act in an asunto, the strongest first."""
    plan = keeping.current()
    rule = binding.forbids(case, act)
    bound = [Over(rule=rule.text(plan.locale.language), line=rule.id, always=True)] if rule is not None else []
    standing = [gate for gate in _standing(plan, case, act, text) if gate.effect != "note"]
    return [*bound, *(Over(rule=gate.rule, line=gate.id) for gate in standing)]


def warnings(plan: Plan, word: str) -> list[str]:
    """Return the rules of the plan that warn of an act: whoever does it says that they read them."""
    return [gate.rule for gate in plan.gates if gate.effect == "warn" and word in gate.when.words]


def check_by_hand(case: Case, act: str, *, text: str, kept: bool = False) -> Passed:
    """Let what was written down be done by hand where its gate is lifted, or at another door. Raises `Refused`.

    What nothing here lifts, such as telling the whole price before the payment, is kept by the person who does it:
    `kept` says that they did. Raises `Warned` otherwise.
    """
    word, _colon, value = act.partition(": ")
    found, plan = Act(word, value or None), keeping.current()
    standing = [gate for gate in _standing(plan, case, found, text) if gate.effect != "note"]
    for gate in standing:
        if (gate.effect == "block" or _is_of_age_act(found)) and (PLACE in gate.when.words or str(found) in LIFTS):
            raise Refused(gate.rule, line=gate.id, instead=_instead(plan, case, gate))
        if not kept:
            raise Warned(KEEP, verdict="ask", line=gate.id, rule=gate.rule)
    return Passed(gates=tuple(gate.id for gate in standing))


def _standing(plan: Plan, case: Case, act: Act, text: str) -> list[Gate]:
    place = facts.of_place(case.conversation)
    standing = [
        gate for gate in deciding.gates_over(plan, place, act)
        if PLACE in gate.when.words or not _is_lifted(act, case.person, text)
    ]  # fmt: skip
    if not _is_of_age_act(act) or not of_age.is_doubted(case.person):
        return standing
    return [
        structs.replace(gate, effect="ask") if gate.effect == "block" and PLACE not in gate.when.words else gate
        for gate in standing
    ]


def _lifted(plan: Plan, case: Case, act: Act) -> list[Gate]:
    """Return what stands over an act that only is for who is of age, and that somebody's word for it lifts or asks."""
    if not _is_of_age_act(act) or not of_age.told(case.person):
        return []
    over = deciding.gates_over(plan, facts.of_place(case.conversation), act)
    return [gate for gate in over if PLACE not in gate.when.words and gate.effect != "note"]


def _is_of_age_act(act: Act) -> bool:
    return LIFTS.get(str(act)) is _adult


def _is_lifted(act: Act, person: Person, text: str) -> bool:
    lift = LIFTS.get(str(act))
    return lift is not None and lift(person, text)


def _marketing(person: Person, text: str) -> bool:
    return consenting.holds(person, Consent.What.MARKETING) and WAY_OUT.search(text) is not None


def _adult(person: Person, text: str) -> bool:
    """What a colleague notes against the customer's own words lifts nothing alone: the next step is asked."""
    return of_age.told(person) and not of_age.is_doubted(person)


def _says_so(person: Person, text: str) -> bool:
    return MACHINE.search(text) is not None and SOMEBODY.search(text) is not None


def _with_source(person: Person, text: str) -> bool:
    """A fact is kept with its words, its source, its day and its end: that is all that the rule asks for."""
    return bool(text.strip())


LIFTS: Mapping[str, Callable[[Person, str], bool]] = {
    "send: marketing": _marketing, "open: order": _adult, "gesture: wine": _adult, str(AUTOMATIC): _says_so,
    "record: person_fact": _with_source,
}  # fmt: skip


def _instead(plan: Plan, case: Case, gate: Gate) -> str:
    return elsewhere(plan, case) if PLACE in gate.when.words else ""


def elsewhere(plan: Plan, case: Case) -> str:
    """Return what one may do instead: the door that the plan names for when this one may not."""
    other = deciding.clock(plan, facts.of_place(case.conversation)).fallback
    return _(INSTEAD) % {"door": other.replace("_", " ")} if other else ""
