"""How the body of a call is read: JSON like a delivery's, with nothing in it that a database cannot keep."""

from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

from mostrador.doors.platforms import strict_json


class Storably(Parser):
    """Ninja answers 400 to any `ValueError` of a body, and `NotJson` is one."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        return strict_json.mended(strict_json.decoded(request.body))  # type: ignore[no-any-return]  # JSON is what it is
