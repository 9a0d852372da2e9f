"""Who is calling: a bearer token, its member, and what it may do."""

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer

from mostrador.accounts.models import Member, Token
from mostrador.kit.prepared import prepared


class Bearer(HttpBearer):
    """Looks a token up by its digest. A token of somebody who left opens nothing."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        row = next(iter(_tokens(Token.digest_of(token))), None)
        if row is not None:
            row.note_use()
        return row


@prepared
def _tokens(digest: str) -> QuerySet[Token, Token]:
    return Token.objects.filter(digest=digest, member__is_active=True).select_related("member")


def member_of(request: HttpRequest, scope: str) -> Member:
    """Return the member in whose name a call acts. Raises 403 where the token lacks the scope."""
    token: Token = request.auth  # type: ignore[attr-defined]  # it is there, the stubs do not know
    if not token.allows(scope):
        raise HttpError(403, f"This token has no scope “{scope}”.")
    return token.member
