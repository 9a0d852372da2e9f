"""Call: somebody of the team is to hear of an asunto outside the desk, and whether they did."""

from django.db import models

from mostrador.accounts.models import Member
from mostrador.inbox.models.cases import Case
from mostrador.inbox.models.promises import Promise


class Call(models.Model):
    """One member, called once for one reason."""

    class Why(models.TextChoices):
        WARNED = "warned"  # a promise is about to run out
        LATE = "late"
        RUNG = "rung"  # it is late, and a step of the plan's ladder is reached
        MANAGER = "manager"  # they ask to speak to the manager
        ESCALATE = "escalate"  # the plan's line gives it to them at once
        NOTIFY = "notify"  # the plan's line lets them know
        ASKED = "asked"  # a colleague asks whether something may be done
        ANSWERED = "answered"  # what they asked was answered

    class State(models.TextChoices):
        WAITING = "waiting"
        TOLD = "told"
        SPARED = "spared"  # done meanwhile, or they were looking at it
        UNREACHABLE = "unreachable"  # no way to call them was open

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="calls")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="calls")
    promise = models.ForeignKey(Promise, null=True, on_delete=models.CASCADE, related_name="calls")
    why = models.CharField(max_length=8, choices=Why.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["member", "made_at"], name="call_waiting", condition=models.Q(state="waiting")),
            models.Index(fields=["member", "ended_at"], name="call_told", condition=models.Q(state="told")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["member", "promise", "why"], name="called_once_for_a_promise"),
            models.UniqueConstraint(
                fields=["member", "case", "why"], name="called_once_while_it_waits",
                condition=models.Q(why__in=["manager", "escalate", "notify"], state="waiting"),
            ),
        ]  # fmt: skip
