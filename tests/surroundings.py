"""Loaded before anything else (pytest's `-p`): tests never see the data folder or the key of a real shop."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="mostrador-tests-"))
KEY = "a-key-for-tests-only"


def _forget() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)


for name in [name for name in os.environ if name.startswith("MOSTRADOR_")]:
    del os.environ[name]
os.environ["MOSTRADOR_DATA"] = str(FOLDER)
os.environ["MOSTRADOR_KEY"] = KEY
# Playwright keeps an event loop running in the test's thread, where Django's guard would see danger.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
atexit.register(_forget)
