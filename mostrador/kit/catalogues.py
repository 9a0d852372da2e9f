"""The catalogues of the screen's words: merging a new extraction and translations, checking, compiling.

English is the language of the source, so its catalogue may stay empty. Knows no Django: scripts compile with
`python -m mostrador.kit.catalogues compile` before anything starts.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "locale"
SOURCE = "en"
LANGUAGES = (SOURCE, "es", "pt")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|%[sd]")
# No dates, no names, no line numbers: a catalogue changes only when words do.
HEADER = """\
# Made by `manage.py words`; translators change the msgstr lines.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"MIME-Version: 1.0\\n"
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"

"""

Translations = Mapping[str, Mapping[str, str | Sequence[str]]]
"""English text, or "one\\0many", or "context\\4text", to language to text (a list of forms for a plural)."""


def path_of(language: str, folder: Path = FOLDER) -> Path:
    return folder / language / "LC_MESSAGES" / "django.po"


def load(language: str, folder: Path = FOLDER) -> Catalog:
    """Return the language's catalogue, an empty one where there is none yet."""
    path = path_of(language, folder)
    if not path.exists():
        return Catalog(locale=language, domain="django", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def save(catalogue: Catalog, language: str, folder: Path = FOLDER) -> None:
    path = path_of(language, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER.format(language=language, plurals=catalogue.plural_forms).encode())
        write_po(
            file,
            catalogue,
            width=100,
            sort_output=True,
            ignore_obsolete=True,
            include_lineno=False,
            omit_header=True,
        )


def update(catalogue: Catalog, template: Catalog) -> None:
    """Take the template's messages; words no longer used go, nothing is guessed."""
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()


def merge(catalogue: Catalog, translations: Translations, language: str) -> Iterator[str]:
    """Put translations in; yield the English texts that no file shows."""
    for key, by_language in translations.items():
        message = _message(catalogue, key)
        if message is None:
            yield key
        elif language in by_language:
            message.string = _as_string(message, by_language[language])
            message.flags.discard("fuzzy")


def _message(catalogue: Catalog, key: str) -> Message | None:
    context, _, text = key.rpartition("\4")
    return catalogue.get(text.partition("\0")[0], context=context or None)


def _as_string(message: Message, text: str | Sequence[str]) -> str | tuple[str, ...]:
    if message.pluralizable:
        return (text, text) if isinstance(text, str) else tuple(text)
    return text if isinstance(text, str) else text[0]


def faults(catalogue: Catalog, template: Catalog, language: str) -> Iterator[str]:
    """Yield what is wrong with a catalogue, a line each: missing, left over, untranslated, misplaced."""
    ours, theirs = _keys(catalogue), _keys(template)
    yield from (f"{language}: not in the catalogue: {key!r}" for key in sorted(theirs.keys() - ours.keys()))
    yield from (f"{language}: no longer used: {key!r}" for key in sorted(ours.keys() - theirs.keys()))
    if language != SOURCE:
        for key in sorted(ours.keys() & theirs.keys()):
            yield from (f"{language}: {fault}: {key!r}" for fault in _faults_of(ours[key], catalogue.num_plurals))


def _keys(catalogue: Catalog) -> dict[tuple[str, str], Message]:
    return {(message.context or "", _text(message)): message for message in catalogue if message.id}


def _text(message: Message) -> str:
    return message.id if isinstance(message.id, str) else "\0".join(message.id)


def _faults_of(message: Message, plurals: int) -> Iterator[str]:
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if not forms or not all(forms) or (message.pluralizable and len(forms) != plurals):
        yield "not translated"
    elif message.fuzzy:
        yield "marked as a guess"
    elif not all(_placeholders(form) <= _placeholders(_text(message)) for form in forms):
        yield "a placeholder that the English does not have"
    elif not _placeholders(_text(message)) <= _placeholders("".join(forms)):
        yield "a placeholder is lost"


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text)) - {"%%"}


def compile_all(folder: Path = FOLDER) -> int:
    """Write every language's .mo beside its .po; return how many messages they hold."""
    compiled = 0
    for language in LANGUAGES:
        catalogue = load(language, folder)
        path = path_of(language, folder).with_suffix(".mo")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_mo(file, catalogue)
        compiled += len(catalogue)
    return compiled


def read_translations(path: Path) -> Translations:
    translations: Translations = json.loads(path.read_text(encoding="utf-8"))
    return translations


if __name__ == "__main__":
    if sys.argv[1:] != ["compile"]:
        sys.exit("usage: python -m mostrador.kit.catalogues compile")
    compile_all()
