"""Lines that were broken for transport put together again (RFC 3676, format=flowed)."""


def joined(text: str, *, delsp: bool = False) -> str:
    """Join each line that ends with a space to the next of the same quote depth; "-- " is never joined."""
    lines: list[tuple[int, str]] = []
    open_ended = False
    for raw in text.split("\n"):
        depth, line = _unquoted(raw)
        if open_ended and lines and lines[-1][0] == depth and line != "-- ":
            lines[-1] = (depth, lines[-1][1] + line)
        else:
            lines.append((depth, line))
        open_ended = line.endswith(" ") and line != "-- "
        if open_ended and delsp:
            lines[-1] = (depth, lines[-1][1][:-1])
    return "\n".join((">" * depth + " " if depth else "") + line for depth, line in lines)


def _unquoted(raw: str) -> tuple[int, str]:
    line = raw.lstrip(">")
    return len(raw) - len(line), line.removeprefix(" ")
