"""What a process counts while it works, for /metrics: a few additions in memory, never a question. Knows no Django."""

from prometheus_client import CollectorRegistry, Counter, Histogram

REGISTRY = CollectorRegistry()
FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)  # seconds
SLOW = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

_hooks = Histogram(
    "mostrador_hook_seconds", "Deliveries at /hooks, from the first byte to the answer, by its status.", ["status"],
    buckets=FAST, registry=REGISTRY,
)  # fmt: skip
_pages = Histogram(
    "mostrador_page_seconds", "Pages and API calls, from the whole request to the end of the answer, by its class.",
    ["status"], buckets=SLOW, registry=REGISTRY,
)  # fmt: skip
_jobs = Counter("mostrador_jobs", "Jobs done, and tries that failed.", ["outcome"], registry=REGISTRY)
_opened = Counter("mostrador_parcels_opened", "Parcels opened.", registry=REGISTRY)

_HOOKS = {status: _hooks.labels(str(status)) for status in (200, 400, 401, 404, 405, 413, 503)}
_OTHER_HOOK = _hooks.labels("other")
_PAGES = {number: _pages.labels(f"{number}xx") for number in range(1, 6)}
_DONE, _FAILED = _jobs.labels("done"), _jobs.labels("failed")


def hook(status: int, seconds: float) -> None:
    _HOOKS.get(status, _OTHER_HOOK).observe(seconds)


def page(status: int, seconds: float) -> None:
    _PAGES.get(status // 100, _PAGES[5]).observe(seconds)


def job(*, done: bool) -> None:
    (_DONE if done else _FAILED).inc()


def opened(parcels: int) -> None:
    _opened.inc(parcels)
