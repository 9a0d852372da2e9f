"""When this is recorded, then that follows: the whole table, and the only one."""

from mostrador.accounts.events import MemberAway
from mostrador.inbox.events import LineCalls, ManagerAskedFor, MessageQueued, PromiseLate, PromiseWarned
from mostrador.journeys import asking, backtesting, calling, calling_back, climbing, covering, handing_up
from mostrador.journeys.crisis import calling as crisis_calling
from mostrador.kit.ledger import Reactions
from mostrador.listening.events import CrisisRaised
from mostrador.plan.events import Asked, AskingEnded, AskingWentOn, TrialAsked

REACTIONS: Reactions = {
    MemberAway: (covering.cover,),
    MessageQueued: (calling_back.watch,),
    PromiseWarned: (calling.warn,),
    PromiseLate: (calling.tell_late, climbing.begin),
    LineCalls: (calling.call_by_line,),
    ManagerAskedFor: (calling.fetch_manager, handing_up.hand_up),
    Asked: (asking.call,),
    AskingWentOn: (asking.call,),
    AskingEnded: (asking.tell_answer,),
    TrialAsked: (backtesting.try_it,),
    CrisisRaised: (
        crisis_calling.call_lead, crisis_calling.wait_for_lead, crisis_calling.call_named, crisis_calling.wait_for_note,
    ),
}  # fmt: skip
