"""Takes the pictures that are looked at in each change: `python -m tests.browser.pictures [--readme]`.

The demo shop's pages at three widths, by day and by night, in Spanish and Portuguese, full and empty, into
build/pictures; with --readme the README's own as well.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import BrowserContext, sync_playwright

from tests.browser.conftest import FLAGS
from tests.house import ROOT
from tests.ports import free_port

SIZES = {"phone": (360, 780), "tablet": (820, 1180), "desk": (1440, 900)}
THEMES = ("light", "dark")
LANGUAGES = ("es", "pt")
OWNER, PASSWORD = "ana@vidriera.example", "abrimos-a-las-diez"
WAIT_SECONDS = 400


def main() -> int:
    asked = argparse.ArgumentParser(description="Take the pictures.")
    asked.add_argument("--readme", action="store_true", help="the pictures in docs/ too")
    options = asked.parse_args()
    folder = ROOT / "build" / "pictures"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as data, demo(Path(data)) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for language in LANGUAGES:
            for theme in THEMES:
                for size, (width, height) in SIZES.items():
                    context = browser.new_context(
                        viewport={"width": width, "height": height}, color_scheme=theme, locale=language,
                        timezone_id="Europe/Madrid",
                    )  # fmt: skip
                    take(context, url, language, folder / f"{language}-{theme}-{size}")
                    context.close()
        browser.close()
    if options.readme:
        for called in ("hoy", "conversacion"):
            shutil.copy(folder / f"es-light-desk-{called}.png", ROOT / "docs" / "pictures" / f"{called}.png")
    print(f"{len(list(folder.iterdir()))} pictures in {folder.relative_to(ROOT)}")
    return 0


def take(context: BrowserContext, url: str, language: str, name: Path) -> None:
    """Sign in, speak the language, and photograph the five pages and two conversations, one in public."""
    page = context.new_page()
    page.goto(f"{url}/sign-in/")
    page.fill("input[name=login]", OWNER)
    page.fill("input[name=password]", PASSWORD)
    page.click(".button--solid")
    page.goto(f"{url}/settings/me/")
    page.select_option("select[name=language]", language)
    page.locator("form:has(select[name=language]) button").first.click()
    for path, called in (("/", "hoy"), ("/inbox/", "bandeja"), ("/people/", "personas"), ("/doors/", "puertas")):
        page.goto(url + path)
        page.wait_for_timeout(300)
        page.screenshot(path=f"{name}-{called}.png")
    page.goto(f"{url}/inbox/")
    for selector, called in (
        ("a[href*='/cases/']", "conversacion"),
        ("a[href*='/people/']:not([href$='/people/'])", "persona"),
    ):
        links = [link.get_attribute("href") or "" for link in page.locator(selector).all()]
        page.goto(url + links[min(2, len(links) - 1)])
        page.wait_for_timeout(400)
        page.screenshot(path=f"{name}-{called}.png")
    page.goto(f"{url}/inbox/")
    page.goto(url + (page.locator("a[href*='/cases/']", has_text="Lucía").first.get_attribute("href") or ""))
    page.wait_for_timeout(400)
    page.screenshot(path=f"{name}-publica.png")


@contextmanager
def demo(data: Path) -> Iterator[str]:
    """Serve the demo shop until the end of the block; yield its address."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MOSTRADOR_")}
    command = [sys.executable, "-m", "mostrador.site.cli", "demo", "--port", str(port)]
    process = subprocess.Popen(command, env={**kept, "MOSTRADOR_DATA": str(data)}, cwd=ROOT, stdout=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(process, url)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def _wait(process: "subprocess.Popen[bytes]", url: str) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(f"{url}/readyz", timeout=1).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise RuntimeError("The demo shop did not open.")


if __name__ == "__main__":
    sys.exit(main())
