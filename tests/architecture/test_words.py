"""Every way of marking words reaches the catalogues: one string of each form is planted and found."""

from pathlib import Path

import pytest
from jinja2 import TemplateSyntaxError

from mostrador.kit import extracting

PYTHON = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext, npgettext
gettext("plain")
gettext_lazy("lazy")
_("short")
N_("marked")
ngettext("one py", "%(count)s py", count)
ngettext_lazy("one lazy", "%(count)s lazy", "count")
pgettext("verb", "order")
pgettext_lazy("noun", "order")
npgettext("ctx", "one ctx", "%(count)s ctx", count)
_("two "
  "lines")
"""
JINJA = """
{% macro button() %}<button title="{{ _("in an attribute") }}">{{ gettext("called") }}</button>{% endmacro %}
{{ ngettext("one call", "%(num)s calls", count) }}
{{ pgettext("jinja verb", "close") }}
{{ kept if kept else _("in a condition") }}
{{ _("with %(name)s", name=name) }}
{% trans %}block{% endtrans %}
{% trans trimmed %}
  block
  trimmed
{% endtrans %}
{% trans name=person.name %}block with {{ name }}{% endtrans %}
{% trans count=n %}one block{% pluralize %}{{ count }} blocks{% endtrans %}
{% do say(_("in a do")) %}
{% trans %}100 % sure{% endtrans %}
"""
DJANGO = """{% load i18n %}
{% translate "django plain" %} {% trans "django short" %} {{ _("django filter") }}
{% translate "django order" context "django verb" %}
{% blocktranslate %}django block{% endblocktranslate %}
{% blocktranslate count n=n %}one django{% plural %}{{ n }} djangos{% endblocktranslate %}
"""
PYTHON_TEXTS = {
    ("", "plain"), ("", "lazy"), ("", "short"), ("", "marked"), ("", "two lines"),
    ("", ("one py", "%(count)s py")), ("", ("one lazy", "%(count)s lazy")),
    ("verb", "order"), ("noun", "order"), ("ctx", ("one ctx", "%(count)s ctx")),
}  # fmt: skip
JINJA_TEXTS = {
    ("", "in an attribute"), ("", "called"), ("", ("one call", "%(num)s calls")), ("jinja verb", "close"),
    ("", "in a condition"), ("", "with %(name)s"), ("", "block"), ("", "block trimmed"),
    ("", "block with %(name)s"), ("", ("one block", "%(count)s blocks")), ("", "in a do"),
    ("", "100 %% sure"),
}  # fmt: skip
DJANGO_TEXTS = {
    ("", "django plain"), ("", "django short"), ("", "django filter"), ("django verb", "django order"),
    ("", "django block"), ("", ("one django", "%(n)s djangos")),
}  # fmt: skip


@pytest.fixture
def rooms(tmp_path: Path) -> Path:
    """Return a folder to plant files in, shaped as mostrador/ is."""
    for folder in ("desk/templates/desk", "accounts/templates/account", "desk/migrations"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


def found_in(rooms: Path) -> set:
    return {(message.context or "", message.id) for message in extracting.template(rooms) if message.id}


def test_python(rooms):
    (rooms / "desk" / "views.py").write_text(PYTHON)
    assert found_in(rooms) == PYTHON_TEXTS


def test_jinja(rooms):
    (rooms / "desk" / "templates" / "desk" / "page.html").write_text(JINJA)
    assert found_in(rooms) == JINJA_TEXTS


def test_django_templates_of_sign_in(rooms):
    (rooms / "accounts" / "templates" / "account" / "login.html").write_text(DJANGO)
    assert found_in(rooms) == DJANGO_TEXTS


def test_migrations_speak_to_nobody(rooms):
    (rooms / "desk" / "migrations" / "0001_initial.py").write_text(PYTHON)
    assert found_in(rooms) == set()


def test_a_page_that_does_not_parse_loses_no_words_in_silence(rooms):
    (rooms / "desk" / "templates" / "desk" / "broken.html").write_text("{{ _('lost?') }}{% if %}")
    with pytest.raises(TemplateSyntaxError):
        found_in(rooms)
