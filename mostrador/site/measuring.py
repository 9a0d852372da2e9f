"""/metrics: what this process counted, and how the house stands at this moment. For programs that watch."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from mostrador import __version__
from mostrador.accounts.models import Token
from mostrador.desk import house_state, live
from mostrador.doors import ingest
from mostrador.doors.models import Connection, WayOut
from mostrador.journeys import looking, signs
from mostrador.journeys.signs import Signs
from mostrador.kit import clock, counting
from mostrador.kit.gateway import is_loopback

SCOPE = "metrics"
TYPE = "text/plain; version=0.0.4; charset=utf-8"
Gauge = tuple[str, str, float]


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer a program on this machine, or one that shows a token with the scope "metrics". Nobody else: 401."""
    if not (_from_here(request) or _shows_token(request)):
        return HttpResponse(
            "Show a token with the scope “metrics”.\n", status=401, content_type="text/plain; charset=utf-8"
        )
    now = CollectorRegistry(auto_describe=False)
    now.register(_House())
    return HttpResponse(generate_latest(counting.REGISTRY) + generate_latest(now), content_type=TYPE)


def _from_here(request: HttpRequest) -> bool:
    """Whether this machine asks, by its own address and name: no page of the web can do both."""
    named = urlsplit(f"//{request.headers.get('Host', '')}").hostname or ""
    return is_loopback(request.META["REMOTE_ADDR"]) and is_loopback(named)


def _shows_token(request: HttpRequest) -> bool:
    kind, _, shown = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not shown:
        return False
    token = Token.objects.filter(digest=Token.digest_of(shown.strip()), member__is_active=True).first()
    if token is None or not token.allows(SCOPE):
        return False
    token.note_use()
    return True


class _House(Collector):
    """Asks when it is asked, and what it asks is bounded: the same look that the watch takes."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        seen = looking.look()
        for name, what, value in (*_ages(seen), *_counts(seen), *_of_this_process()):
            yield GaugeMetricFamily(f"mostrador_{name}", what, value=value)
        yield GaugeMetricFamily("mostrador_up", "1: the database answers.", value=float(not seen.database))
        version = GaugeMetricFamily("mostrador_version", "Always 1.", labels=["version"])
        version.add_metric([__version__], 1.0)
        yield version
        yield _troubles(seen)
        if not seen.database:
            yield from _doors()


def _ages(seen: Signs) -> Iterator[Gauge]:
    def age(since: datetime | None) -> float:
        return max(0.0, (seen.at - since).total_seconds()) if since else 0.0

    yield "oldest_unopened_parcel_seconds", "0: nothing waits.", age(seen.unopened_since)
    yield "oldest_unsent_part_seconds", "Ready to leave and not taken; 0: nothing waits.", age(seen.unsent_since)
    yield "oldest_ready_job_seconds", "0: nothing waits.", age(seen.undone_since)
    if seen.copied_at:
        yield "backup_verified_timestamp_seconds", "Of the last proven backup.", seen.copied_at.timestamp()


def _counts(seen: Signs) -> Iterator[Gauge]:
    yield "dead_jobs", "Given up, until somebody looks.", float(seen.dead_jobs)
    yield "quarantined_parcels", "Not understood, until somebody looks.", float(seen.quarantined)
    yield "disk_free_bytes", "Where the data folder is.", float(seen.disk.free)
    yield "disk_bytes", "Of the disk where the data folder is.", float(seen.disk.whole)
    yield "wal_bytes", "The longest journal of the SQLite files.", float(seen.disk.wal)


def _of_this_process() -> Iterator[Gauge]:
    writer = ingest.the_writer()
    yield "writer_waiting", "Deliveries that wait for their commit.", float(writer.waiting)
    yield "writer_well", "0: the disk does not take deliveries.", float(not writer.trouble)
    yield "streams_open", "Open pages that listen to /live here.", float(live.open_streams())
    yield "process_start_time_seconds", "When this process began.", house_state.BEGAN.timestamp()


def _troubles(seen: Signs) -> GaugeMetricFamily:
    family = GaugeMetricFamily("mostrador_trouble", "1 for each kind of trouble that is so now.", labels=["kind"])
    for kind in sorted({one.kind for one in signs.ailing(seen)}):
        family.add_metric([kind], 1.0)
    return family


def _doors() -> Iterator[GaugeMetricFamily]:
    """Doors are few; they are named by number, so that a metric tells nobody what a shop calls its things."""
    well = GaugeMetricFamily("mostrador_door_well", "0: see its page.", labels=["connection", "channel"])
    held = GaugeMetricFamily(
        "mostrador_door_held", "1: nothing leaves by it for a while.", labels=["connection", "channel"]
    )
    shut = set(WayOut.objects.filter(held_until__gt=clock.now()).values_list("connection_id", flat=True))
    for one in Connection.objects.exclude(state=Connection.State.CLOSED).order_by("pk"):
        labels = [str(one.pk), one.channel]
        well.add_metric(labels, float(one.state == Connection.State.OPEN and not one.note))
        held.add_metric(labels, float(one.pk in shut))
    yield well
    yield held
