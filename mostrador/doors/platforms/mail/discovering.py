"""Which servers a mailbox most likely has, from its address alone: nothing is asked of the network.

Providers' own help pages, read November 2026. Any other domain is taken to have imap. and smtp. names.
"""

from typing import Literal

import msgspec


class Servers(msgspec.Struct, frozen=True, kw_only=True):
    imap_host: str
    smtp_host: str
    imap_port: int = 993
    smtp_port: int = 465
    sent_copy: Literal["ours", "server"] = "ours"  # who keeps a copy of what is sent


_GOOGLE = Servers(imap_host="imap.gmail.com", smtp_host="smtp.gmail.com", sent_copy="server")
_MICROSOFT = Servers(
    imap_host="outlook.office365.com", smtp_host="smtp.office365.com", smtp_port=587, sent_copy="server"
)
_YAHOO = Servers(imap_host="imap.mail.yahoo.com", smtp_host="smtp.mail.yahoo.com", sent_copy="server")
_ICLOUD = Servers(imap_host="imap.mail.me.com", smtp_host="smtp.mail.me.com", smtp_port=587)
_GMX = Servers(imap_host="imap.gmx.com", smtp_host="mail.gmx.com", smtp_port=587)

_KNOWN = {
    "gmail.com": _GOOGLE, "googlemail.com": _GOOGLE,
    "outlook.com": _MICROSOFT, "outlook.es": _MICROSOFT, "hotmail.com": _MICROSOFT, "hotmail.es": _MICROSOFT,
    "live.com": _MICROSOFT, "msn.com": _MICROSOFT,
    "yahoo.com": _YAHOO, "yahoo.es": _YAHOO, "yahoo.com.br": _YAHOO, "yahoo.com.mx": _YAHOO, "yahoo.com.ar": _YAHOO,
    "icloud.com": _ICLOUD, "me.com": _ICLOUD, "gmx.com": _GMX, "gmx.es": _GMX,
    "fastmail.com": Servers(imap_host="imap.fastmail.com", smtp_host="smtp.fastmail.com"),
    "zoho.com": Servers(imap_host="imap.zoho.com", smtp_host="smtp.zoho.com", sent_copy="server"),
    "uol.com.br": Servers(imap_host="imap.uol.com.br", smtp_host="smtps.uol.com.br"),
    "terra.com.br": Servers(imap_host="imap.terra.com.br", smtp_host="smtp.terra.com.br"),
}  # fmt: skip


def servers_of(address: str) -> Servers:
    domain = address.rpartition("@")[2].lower()
    return _KNOWN.get(domain) or Servers(imap_host=f"imap.{domain}", smtp_host=f"smtp.{domain}")
