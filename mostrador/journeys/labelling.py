"""Somebody is called a troll: only with evidence, never over a claim, by whom the plan lets; and looked at again.

Whoever was called so wrongly is owed an answer, and the wrong label is counted.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from mostrador.accounts.models import Member
from mostrador.inbox import ending, locking
from mostrador.inbox.models import Case, Message
from mostrador.inbox.owing import Owed
from mostrador.journeys import advising, asking, permitted, ranking
from mostrador.journeys.permitted import Deed
from mostrador.journeys.refusing import HasToAsk, Refused
from mostrador.kit import clock, jobs
from mostrador.kit.words import N_
from mostrador.plan import asking as askings
from mostrador.plan import authority, deciding, keeping, labelling, receipting
from mostrador.plan.models import Asking, Evidence, Label, Receipt
from mostrador.plan.parts import Troll
from mostrador.plan.shape import Plan
from mostrador.triage.needs import LABELS

ACT = "label_troll"
WRONG = "label_troll: wrong"
NO_POLICY = N_("The plan has no policy for trolls: nobody is called one.")
NO_SIGN = N_("Choose one of the plan's signs, and the message of theirs that shows it.")
HAS_IT = N_("They are called a troll already.")
COMPLAINT = N_("There is a complaint inside · evidence %(found)s of %(needed)s")
CLAIM = N_("There is something to attend to inside (%(claims)s) · evidence %(found)s of %(needed)s")
TOO_LITTLE = N_(
    "Not enough · evidence %(found)s of %(needed)s. It takes different signs, in different messages; until then it is "
    "criticism."
)


def note(case: Case, *, message: Message, sign: str, by: Member) -> Evidence:
    """Note one piece of evidence. Raises `Refused`."""
    troll = _policy(keeping.current())
    theirs = message.direction == Message.Direction.IN and message.conversation_id == case.conversation_id
    if sign not in troll.signs or not theirs:
        raise Refused(NO_SIGN)
    deed = Deed(case=case, act="evidence", by=by, line="troll", why=sign)
    return permitted.do(deed, lambda: labelling.note(case, message=message, sign=sign, by=by))


def label(case: Case, *, by: Member) -> Label:
    """Call them a troll. Raises `Refused` where it is criticism, and `HasToAsk` where somebody else is to say so."""
    plan = keeping.current()
    _check(case, plan)
    role = ranking.role_of(by, plan)
    ruling = authority.may(plan, role, ACT)
    if ruling.verdict == "ask":
        raise HasToAsk(_ask(case, role=ruling.ask_of, by=by))
    if ruling.verdict == "block":
        raise Refused(ruling.why, line=ruling.line)
    return _give(case, plan, role=role, by=by, ground=Receipt.Ground.OWN)


def label_asked(asked: Asking, *, plan: Plan, role: str) -> Label:
    """Somebody above said yes. Raises `Refused` where what is known by now speaks against it."""
    _check(asked.case, plan)
    return _give(asked.case, plan, role=role, by=asked.asked_by, ground=Receipt.Ground.ASKED)


@jobs.job
def review(*, label_id: int) -> None:
    """Its time has come: whoever the plan names looks at it again."""
    found = Label.objects.select_related("case__conversation__door__connection", "given_by").get(pk=label_id)
    if found.state == Label.State.STANDING and found.given_by is not None:
        troll = keeping.current().troll
        role = troll.review_by if troll else ""
        asking.review(found.case, act=ACT, by=found.given_by, why=found.receipt.why, key=_key(found), role=role)


def looked_at(asked: Asking, *, right: bool, by: Member) -> None:
    """It was looked at again: it stays, or it was wrong."""
    found = labelling.standing(asked.case.person)
    if found is None or _key(found) != asked.key:
        return
    if right:
        labelling.end(found, state=Label.State.KEPT, by=by)
    else:
        reverse(found, by=by)


@transaction.atomic
def reverse(found: Label, *, by: Member) -> None:
    """It was wrong: it is gone and counted, and their last words are owed an answer if nobody gave one."""
    if not labelling.end(found, state=Label.State.REVERSED, by=by):
        return
    plan = keeping.current()
    for waiting in Asking.objects.filter(key=_key(found), state=Asking.State.WAITING):
        askings.end(waiting, state=Asking.State.TAKEN_BACK, by=by)
    receipting.note(found.case, act=WRONG, plan=plan, by=by, role=ranking.role_of(by, plan), line="troll")
    if (message := labelling.last_unanswered(found.person)) is not None and message.case is not None:
        ending.answer_after_all(message, owed=_owed(message.case, plan), by=by)


def said_against(case: Case, plan: Plan) -> str:
    """Return what stands against calling them a troll, in the reader's language; "" where nothing does."""
    needed, found = _policy(plan).evidence_needed, labelling.evidence(case.person)
    last = labelling.last_unanswered(case.person)
    claims = labelling.claims({one.message_id for one in found} | ({last.pk} if last else set()))
    pieces = labelling.pieces(found)
    told = {"found": pieces, "needed": needed, "claims": ", ".join(_(LABELS.get(one, one)) for one in claims)}
    if claims:
        return _(COMPLAINT if "complaint" in claims else CLAIM) % told
    return _(TOO_LITTLE) % told if pieces < needed else ""


def _policy(plan: Plan) -> Troll:
    if plan.troll is None:
        raise Refused(NO_POLICY)
    return plan.troll


def _check(case: Case, plan: Plan) -> None:
    _policy(plan)
    locking.hold(case)
    if labelling.standing(case.person) is not None:
        raise Refused(HAS_IT)
    if against := said_against(case, plan):
        raise Refused(against, line="troll")


def _give(case: Case, plan: Plan, *, role: str, by: Member, ground: Receipt.Ground) -> Label:
    signs = dict.fromkeys(one.sign for one in labelling.evidence(case.person))
    line = next((one.id for one in plan.lines if one.value_of("follow") == labelling.TROLL), "")
    receipt = receipting.note(
        case, act=ACT, plan=plan, by=by, role=role, line=line, ground=ground, why=", ".join(signs)
    )
    given = labelling.give(case, receipt, by=by)
    if (after := _policy(plan).review_after) is not None:
        jobs.enqueue(review, at=clock.now() + after, label_id=given.pk)
    return given


def _ask(case: Case, *, role: str, by: Member) -> Asking:
    found = labelling.evidence(case.person)
    why, key = f"«{found[-1].message.text[:200]}»", f"troll:{case.person.head_id}:{found[-1].pk}"
    return asking.ask(case, act=ACT, by=by, role=role, key=key, why=why)


def _owed(case: Case, plan: Plan) -> Owed:
    known = advising.known(Case.objects.select_related("conversation__door__connection", "person").get(pk=case.pk))
    line = plan.line(deciding.decide(plan, known).line)
    assert line is not None  # it was decided by
    found = deciding.owed(plan, known, line)
    return Owed(first=found.first, next=found.next, hours=found.hours, line=found.line)


def _key(found: Label) -> str:
    return f"label:{found.pk}"
