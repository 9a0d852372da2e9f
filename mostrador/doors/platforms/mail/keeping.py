"""The Sent folder: which one it is, whether a mail of ours is in it, and putting one there."""

import imapclient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from mostrador.doors.platforms.mail.settings import Mailbox
from mostrador.kit import clock

_NAMES = {
    "sent", "sent items", "sent messages", "sent mail", "enviados", "elementos enviados", "correo enviado", "enviadas",
    "mensajes enviados", "itens enviados", "e-mails enviados", "mensagens enviadas", "enviats", "envoyés", "gesendet",
}  # fmt: skip


def sent_folder(line: imapclient.IMAPClient, box: Mailbox) -> str:
    """Return the folder's name: the one of the form, the one the server marks (RFC 6154), or a usual one."""
    folders = line.list_folders()
    names = [str(name) for _flags, _mark, name in folders]
    if box.sent_folder:
        return box.sent_folder if box.sent_folder in names else ""
    marked = [str(name) for flags, _mark, name in folders if b"\\Sent" in flags]
    usual = [name for name in names if name.replace(".", "/").rpartition("/")[2].lower() in _NAMES]
    return next(iter([*marked, *usual]), "")


def holds(line: imapclient.IMAPClient, folder: str, message_id: str) -> bool:
    line.select_folder(folder, readonly=True)
    return bool(line.search(["HEADER", "Message-ID", message_id]))


def keep(line: imapclient.IMAPClient, folder: str, raw: bytes, message_id: str) -> bool:
    """Put a copy into the folder unless the server has done so; return whether it is there."""
    try:
        if not holds(line, folder, message_id):
            line.append(folder, raw, flags=[b"\\Seen"], msg_time=clock.now())
    except IMAPClientAbortError:
        raise
    except IMAPClientError:
        return False
    return True
