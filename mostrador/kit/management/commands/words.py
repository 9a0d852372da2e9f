"""`manage.py words`: the screen's texts from the source into the catalogues, checked and compiled."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from django.core.management.base import BaseCommand, CommandError

from mostrador.kit import catalogues, extracting
from mostrador.kit.catalogues import LANGUAGES


class Command(BaseCommand):
    """Extract, update, merge and compile; or, with --check, only say what is stale or not translated."""

    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail when stale or incomplete")
        parser.add_argument(
            "--merge", type=Path, nargs="+", default=[], metavar="FILE.json",
            help='translations: {"English": {"es": "…", "pt": "…"}}; a plural is "one\\u0000many"',
        )  # fmt: skip

    def handle(self, *args: Any, check: bool, merge: list[Path], **options: Any) -> None:
        template = extracting.template()
        if not check:
            self._renew(template, merge)
        if wrong := [fault for language in LANGUAGES for fault in _faults(template, language)]:
            raise CommandError("\n".join([*wrong, f"{len(wrong)} faults. Mend them with: manage.py words"]))
        self.stdout.write(f"{len(template)} texts, complete in {', '.join(LANGUAGES)}.")

    def _renew(self, template: Catalog, merge: list[Path]) -> None:
        for language in LANGUAGES:
            catalogue = catalogues.load(language)
            catalogues.update(catalogue, template)
            for path in merge:
                unknown = list(catalogues.merge(catalogue, catalogues.read_translations(path), language))
                if unknown and language == catalogues.SOURCE:
                    self.stderr.write(f"{path}: no file shows {', '.join(map(repr, unknown))}")
            catalogues.save(catalogue, language)
        catalogues.compile_all()


def _faults(template: Catalog, language: str) -> list[str]:
    return list(catalogues.faults(catalogues.load(language), template, language))
