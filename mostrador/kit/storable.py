"""Text that every database can keep: SQLite takes a NUL that PostgreSQL refuses, and neither takes half a pair."""


def storable(text: str) -> str:
    """Return the text with U+FFFD where it holds a NUL or half a surrogate pair."""
    if "\0" not in text and text.isascii():
        return text
    return text.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
