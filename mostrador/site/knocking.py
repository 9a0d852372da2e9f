"""What happens when a platform knocks at /hooks/<key>: trusted, cut into pieces, on disk, and only then "yes".

Everything runs on the event loop; the only wait is for the body and for the commit.
"""

import asyncio
import hashlib
import logging
import time
from functools import lru_cache

from mostrador.doors.contract import Answer, Malformed, Parcel, Piece, Untrusted
from mostrador.doors.hooks import CannotLook, Hook, Hooks
from mostrador.doors.ingest import Busy, Writer
from mostrador.doors.pacing import Pace
from mostrador.kit import clock, counting, failpoints
from mostrador.kit.gateway import Receive, Refused, Scope, Send, answer, come_back, refuse
from mostrador.site import bodies

PREFIX = "/hooks/"
LARGEST_BODY = 8 << 20  # bytes
MOST_HELD = 128 << 20  # bytes of bodies arriving at the same time
# Beside every x-… and …signature…: what platforms sign, or name their event by.
CHOSEN = {
    "authorization", "content-digest", "content-encoding", "content-type", "date", "digest", "host",
    "idempotency-key", "link", "signature-input", "user-agent", "webhook-id", "webhook-timestamp", "svix-id",
    "svix-timestamp",
}  # fmt: skip
WHERE_FROM = ("x-forwarded-", "x-real-ip", "x-client-ip")  # of the sender's machine: nobody needs to keep it
SECRETIVE = ("authorization", "token", "secret", "password", "api-key")  # looked at, never stored
log = logging.getLogger(__name__)


class Knocking:
    """The edge's answer to deliveries. `public_url` is the address the platforms know us by."""

    def __init__(self, hooks: Hooks, writer: Writer, *, public_url: str) -> None:
        self._hooks, self._writer, self._public_url = hooks, writer, public_url
        self._pace = Pace()
        self._allowance = bodies.Allowance(MOST_HELD)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.monotonic()
        try:
            said = await self._hear(scope, receive)
        except Refused as refused:
            await refuse(send, refused)
            counting.hook(refused.status, time.monotonic() - began)
        else:
            failpoints.reached("edge.before_answer")
            await answer(send, said.status, said.body, type=said.type)
            counting.hook(said.status, time.monotonic() - began)
            failpoints.reached("edge.answered")

    async def _hear(self, scope: Scope, receive: Receive) -> Answer:
        if scope["method"] not in ("GET", "POST"):
            raise Refused(405, "A hook takes GET and POST.", headers=[(b"allow", b"GET, POST")])
        hook = self._find(scope["path"].removeprefix(PREFIX))
        body = await bodies.whole(scope, receive, limit=LARGEST_BODY, allowance=self._allowance)
        knock = self._knock(scope, body)
        return _greeting(hook, knock) or await self._keep(hook, knock)

    def _find(self, key: str) -> Hook:
        try:
            hook = self._hooks.find(key)
        except CannotLook as error:
            log.error("%s", error)
            raise come_back("We cannot take deliveries now.", after=5) from error
        if hook is None:
            raise Refused(404, "There is no such hook.")
        return hook

    def _knock(self, scope: Scope, body: bytes) -> Parcel:
        path, query = scope["raw_path"].decode("latin-1"), scope["query_string"].decode("latin-1")
        url = f"{self._public_url}{path}?{query}" if query else f"{self._public_url}{path}"
        headers = _chosen_headers(scope)
        return Parcel(method=scope["method"], url=url, headers=headers, body=body, received_at=clock.now())

    async def _keep(self, hook: Hook, knock: Parcel) -> Answer:
        failpoints.reached("edge.before_verify")
        _verify(hook, knock)
        failpoints.reached("edge.verified")
        pieces = _pieces(hook, knock)
        if not pieces:
            return _thanks(hook, 0, 0)
        try:
            new, known = await self._writer.deliver(hook.connection, _storable(knock), pieces)
        except Busy as busy:
            raise come_back("We cannot keep this now; nothing was stored.", after=busy.after) from busy
        if later := self._pace.late(hook.connection, len(pieces)):
            await asyncio.sleep(later)
        return _thanks(hook, new, known)


def _greeting(hook: Hook, knock: Parcel) -> Answer | None:
    try:
        return hook.channel.greet(hook.secrets, knock)
    except Untrusted as error:
        raise Refused(401, str(error)) from error
    except Malformed as error:
        raise Refused(400, str(error)) from error
    except Exception:
        log.exception("Greeting a knock on connection %s broke; it is judged as a delivery.", hook.connection)
        return None


def _verify(hook: Hook, knock: Parcel) -> None:
    try:
        hook.channel.verify(hook.secrets, knock)
    except Untrusted as error:
        raise Refused(401, str(error)) from error
    except Malformed as error:
        raise Refused(400, str(error)) from error
    except Exception as error:
        log.exception("A signature on connection %s could not be judged: refused.", hook.connection)
        raise Refused(401, "The signature makes no sense.") from error


def _pieces(hook: Hook, knock: Parcel) -> list[Piece]:
    try:
        return hook.channel.split(knock)
    except Malformed as error:
        raise Refused(400, str(error)) from error
    except Exception:
        # It is from whom it says: kept whole, it ends in quarantine, in sight, instead of being lost.
        log.exception("A delivery on connection %s could not be cut; it is kept whole.", hook.connection)
        return [Piece(key=hashlib.sha256(knock.body).hexdigest(), body=knock.body)]


def _thanks(hook: Hook, new: int, known: int) -> Answer:
    try:
        return hook.channel.accepted(new, known)
    except Exception:
        log.exception("The thanks of connection %s broke; what came in is kept.", hook.connection)
        return Answer(body=b"ok")


def _chosen_headers(scope: Scope) -> dict[str, str]:
    """Return the headers worth judging by; those that came twice are joined, so that no signature hides behind one."""
    chosen: dict[str, str] = {}
    for raw, value in scope["headers"]:
        if name := _chosen(raw):
            text = value.decode("latin-1")
            chosen[name] = f"{chosen[name]}, {text}" if name in chosen else text
    return chosen


@lru_cache(maxsize=1024)
def _chosen(raw: bytes) -> str:
    name = raw.decode("latin-1").lower()
    wanted = name in CHOSEN or name.startswith("x-") or "signature" in name
    return name if wanted and not name.startswith(WHERE_FROM) else ""


def _storable(knock: Parcel) -> Parcel:
    kept = {name: value for name, value in knock.headers.items() if not _secretive(name)}
    if len(kept) == len(knock.headers):
        return knock
    return Parcel(method=knock.method, url=knock.url, headers=kept, body=knock.body, received_at=knock.received_at)


@lru_cache(maxsize=1024)
def _secretive(name: str) -> bool:
    return any(word in name for word in SECRETIVE)
