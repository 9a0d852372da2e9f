"""Where things stand in the text of a plan: where a value ends, a line begins, and which # begins a comment."""

import yaml

BLOCKS = ("|", ">")


def end_of(text: str, node: yaml.Node) -> int:
    """Return where a value ends; to YAML what stands between brackets alone ends where it is seen to."""
    if getattr(node, "style", None) in BLOCKS:
        return len(text[: node.end_mark.index].rstrip("\n"))
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return end_of(text, last[1] if isinstance(last, tuple) else last)


def line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def line_end(text: str, index: int) -> int:
    """Return where the next line begins."""
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1


def comments(text: str, begin: int, end: int) -> list[str]:
    """Return the comments that begin in a part of the text; a # inside of words is none."""
    words = [
        range(_words_begin(text, one), one.end_mark.index) for one in yaml.scan(text, Loader=yaml.SafeLoader)
        if isinstance(one, yaml.ScalarToken)
    ]  # fmt: skip
    found: list[str] = []
    at = text.find("#", begin, end)
    while at >= 0:
        inside = any(at in one for one in words)
        stop = at + 1 if inside else line_end(text, at)
        found += [] if inside else [text[at:stop].rstrip()]
        at = text.find("#", stop, end)
    return found


def _words_begin(text: str, token: yaml.ScalarToken) -> int:
    """Return where the words of a value begin; those of a block stand below its sign."""
    begin = int(token.start_mark.index)
    return line_end(text, begin) if token.style in BLOCKS else begin
