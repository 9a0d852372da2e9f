"""The HTML of a mail made harmless for the screen: an allow-list, nothing fetched, nothing that runs or escapes.

The desk shows the result in a sandboxed frame; this is the first wall and that the second.
"""

import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

import nh3

LONGEST = 1_000_000  # characters; a longer mail is shown as text
MOST_TAGS = 15_000  # drawing time grows with the square of their depth
_TAGS = {
    "a", "abbr", "b", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del",
    "div", "dl", "dt", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "ol",
    "p", "pre", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "tt", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"dir", "lang", "title", "align", "style"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "width", "valign", "bgcolor"},
    "th": {"colspan", "rowspan", "width", "valign", "bgcolor"},
    "table": {"width", "border", "cellpadding", "cellspacing", "bgcolor"},
    "tr": {"valign", "bgcolor"},
    "col": {"span", "width"},
    "ol": {"start", "type"},
    "font": {"color", "size", "face"},
}
# What dresses words. Nothing that moves, overlays, hides, measures or loads.
_STYLES = {
    "color", "background-color", "font-weight", "font-style", "font-size", "font-family", "text-align",
    "text-decoration", "line-height", "white-space", "vertical-align", "border", "border-top", "border-bottom",
    "border-left", "border-right", "border-collapse", "padding", "padding-left", "padding-right", "padding-top",
    "padding-bottom", "width", "max-width", "list-style-type",
}  # fmt: skip
_SILENT = {"script", "style", "title", "head", "noscript", "template", "iframe", "object", "svg", "math", "textarea"}
_UNSAFE_STYLE = re.compile(
    r"[\\]|url\s*\(|expression|image|attr\s*\(|var\s*\(|calc\s*\(|/\*|-moz|behavior", re.IGNORECASE
)


class TooTangled(Exception):
    """So many tags that drawing them would cost more than reading the words: show the text instead."""


def clean(html: str, show_remote: bool, inline: Mapping[str, str] | None = None) -> str:
    """Return HTML that may be shown. Pictures from elsewhere appear only if asked for.

    `inline` says where the pictures that came with the mail are: content id to a URL of our own.
    Raises `TooTangled`.
    """
    if len(html) > LONGEST or html.count("<") > MOST_TAGS:
        raise TooTangled
    ours = dict(inline or {})

    def filtered(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "src":
            return _picture(value, show_remote=show_remote, inline=ours)
        if attribute == "href":
            return value if _is_link(value) else None
        return None if attribute == "style" and _UNSAFE_STYLE.search(value) else value

    return nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=_SILENT,
        attributes=_ATTRIBUTES,
        attribute_filter=filtered,
        url_schemes={"http", "https", "mailto", "tel", "cid"},
        filter_style_properties=_STYLES,
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}, "img": {"referrerpolicy": "no-referrer"}},
        strip_comments=True,
    )


def has_remote(html: str) -> bool:
    """Say whether the mail would fetch pictures from elsewhere: then the screen offers to show them."""
    return bool(re.search(r"<img[^>]{0,2000}\ssrc\s*=\s*[\"']?\s*(https?:)?//", html[:LONGEST], re.IGNORECASE))


def _picture(value: str, *, show_remote: bool, inline: Mapping[str, str]) -> str | None:
    address = value.strip()
    if address[:4].lower() == "cid:":
        return inline.get(unquote(address[4:]).strip("<>"))
    return address if show_remote and _is_remote(address) else None


def _is_remote(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        return False


def _is_link(address: str) -> bool:
    try:
        return urlsplit(address.strip()).scheme.lower() in ("http", "https", "mailto", "tel")
    except ValueError:
        return False
