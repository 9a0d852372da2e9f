"""Our style sheets and icons for Django's templates; every page of ours is Jinja2 and has them anyway."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from mostrador.kit import icons, jinja, looks

register = template.Library()


@register.simple_tag
def sheets() -> list[str]:
    """Return the addresses of the style sheets, in order."""
    return [jinja.static(looks.WHOLE)]


@register.simple_tag
def favicon() -> str:
    return jinja.static("kit/favicon.svg")


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    return mark_safe(str(icons.icon(name, size)))  # noqa: S308 - our own drawing
