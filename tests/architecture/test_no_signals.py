"""What follows from what stands in one table: business never travels by Django's signals."""

from tests.architecture.source import imports, sources, told

SIGNALS = ("django.db.models.signals", "django.dispatch", "django.core.signals", "django.contrib.auth.signals")


def test_nobody_listens_to_signals():
    faults = [
        f"{source.name}:{line}: {name}"
        for source in sources()
        for name, line in imports(source.tree)
        if name.startswith(SIGNALS)
    ]
    assert not faults, told([*faults, "Add a line to mostrador/site/reactions.py instead."])
