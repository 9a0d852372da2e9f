"""Signing what says the same as the plan in force: once, where nobody had signed it, and never twice."""

import pytest
from django.urls import reverse

from mostrador.plan.models import PlanVersion
from tests.desk.test_plan_lines import stood
from tests.desk.test_plan_page import draft_of, folder, words

__all__ = ["folder"]
pytestmark = pytest.mark.usefixtures("db", "folder")


def test_a_draft_that_says_the_same_is_signed_once_and_told_so(enters, ana):
    browser, spanish = enters(ana), {"Accept-Language": "es"}
    said = []
    for _time in range(2):
        draft = draft_of(ana)
        browser.post(reverse("desk:plan_sign", args=[draft.pk]), stood(draft))
        said.append(words(browser.get(reverse("desk:plan"), headers=spanish)))
    assert "Firmado: dice lo que decía el archivo." in said[0]
    assert "dice lo mismo que el plan en vigor: no hay nada nuevo que firmar" in said[1]
    assert PlanVersion.objects.open().get() == draft
