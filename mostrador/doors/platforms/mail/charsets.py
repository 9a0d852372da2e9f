"""Bytes to text, whatever the mail says its charset is."""

import codecs

_ALIASES = {
    "ks_c_5601-1987": "cp949", "iso-8859-8-i": "iso-8859-8", "iso-8859-6-i": "iso-8859-6", "x-sjis": "cp932",
    "unicode-1-1-utf-7": "utf-7", "x-gbk": "gbk", "gb2312": "gb18030", "gbk": "gb18030", "cp-850": "cp850",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "ascii", "utf8": "utf-8",
    "windows-31j": "cp932", "x-mac-roman": "mac-roman", "macintosh": "mac-roman", "utf8mb4": "utf-8",
}  # fmt: skip
# Python calls these encodings too, but no mail is written in them, and some take very long.
_NOT_FOR_MAIL = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem"}
# Here a text that happens to be valid UTF-8 may well mean something else.
_SEVERAL_BYTES = ("utf", "iso2022", "gb", "big5", "shift", "sjis", "cp932", "cp949", "euc", "hz", "johab")


def text(octets: bytes, declared: str) -> str:
    """Decode by the declared charset, but by UTF-8 where the bytes plainly are that. Never raises."""
    codec = _codec(declared)
    if not codec.startswith(_SEVERAL_BYTES):
        try:
            return octets.decode("utf-8")
        except UnicodeDecodeError:
            pass
    for name in (codec, "utf-8"):
        try:
            return octets.decode(name)
        except (UnicodeError, ValueError):
            continue
    return octets.decode("utf-8", "replace") if codec == "utf-8" else octets.decode("cp1252", "replace")


def _codec(declared: str) -> str:
    name = declared.strip().strip("'\"").lower()
    try:
        codec = codecs.lookup(_ALIASES.get(name, name or "cp1252")).name.replace("_", "-")
    except (LookupError, ValueError, UnicodeError):
        return "cp1252"
    return "cp1252" if codec in _NOT_FOR_MAIL or not _is_text(codec) else codec.replace("utf-8-sig", "utf-8")


def _is_text(codec: str) -> bool:
    try:
        return isinstance(b"a".decode(codec, "replace"), str)
    except (LookupError, UnicodeError, ValueError):
        return False
