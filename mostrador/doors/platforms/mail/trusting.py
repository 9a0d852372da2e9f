"""Whether the sender's domain vouches for a mail, as far as a server that we trust has checked it (RFC 8601)."""

import re

from mostrador.doors.platforms.mail.parsing import Mail
from mostrador.kit.words import N_

NOT_VERIFIED = N_("Not verified: this mail may not be from the address it shows.")


def doubt(mail: Mail, trusted: str) -> str:
    """Return what to warn of, empty where nothing speaks against the sender.

    Only the topmost verdict of the trusted server counts: whoever writes the mail can write such headers too, but
    only below those of the server that took it in.
    """
    verdict = (
        next((told for told in mail.every("authentication-results") if _by(told) == trusted), "") if trusted else ""
    )
    return NOT_VERIFIED if re.search(r"\bdmarc\s*=\s*fail\b", verdict, re.IGNORECASE) else ""


def _by(told: str) -> str:
    return re.sub(r"\([^()]*\)", " ", told).partition(";")[0].strip().partition(" ")[0].lower()
