"""A real Dovecot and a real Postfix in a folder of their own, on free ports of this machine.

Domains `vidriera.example` (ours) and `clientes.example` (theirs) have the mailboxes NAMES, all with the password
PASSWORD; mail to any other address comes back with a genuine bounce. Nothing leaves the machine.
"""

from __future__ import annotations

import os
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import imapclient
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.ports import free_ports
from tests.servers.debian import need
from tests.servers.mail_files import DOVECOT, MAIN_CF, MASTER_CF

PASSWORD = "contraseña-de-prueba"
DOMAINS = ("vidriera.example", "clientes.example")
NAMES = ("hola", "pedidos", "prensa", "lucia", "eva", "marco", "bruno", "ana")
OWNER = 65534  # nobody: Postfix delivers as this user and Dovecot reads as it


@dataclass
class MailServers:
    """Where the servers listen, and what a test may ask of the world around them."""

    folder: Path
    imap: int
    imaps: int
    smtp: int
    smtps: int

    @property
    def allowed(self) -> str:
        """What MOSTRADOR_ALLOW_HOSTS must hold for the house to reach them."""
        return ",".join(f"localhost:{port}" for port in (self.imap, self.imaps, self.smtp, self.smtps))

    @property
    def authority(self) -> str:
        """The file that SSL_CERT_FILE must name for their certificate to be believed."""
        return str(self.folder / "authority.pem")

    def secrets(self, address: str, **changed: str) -> dict[str, str]:
        """A filled-in form of the e-mail door for one of the mailboxes."""
        return {
            "address": address,
            "name": "Vinos La Vidriera",
            "imap_host": "localhost",
            "imap_port": str(self.imap),
            "imap_security": "none",
            "imap_password": PASSWORD,
            "smtp_host": "localhost",
            "smtp_port": str(self.smtp),
            "smtp_security": "none",
            **changed,
        }

    def deliver(self, raw: bytes | str, *, to: str, sender: str = "lucia@clientes.example") -> None:
        """Hand in a mail as another server of the world would."""
        octets = raw.encode() if isinstance(raw, str) else raw
        with smtplib.SMTP("localhost", self.smtp, local_hostname="mx.clientes.example", timeout=20) as line:
            line.sendmail(sender, [to], octets, mail_options=["BODY=8BITMIME"])

    @contextmanager
    def mailbox(self, address: str) -> Iterator[imapclient.IMAPClient]:
        """The mailbox as its owner's own mail program sees it."""
        with imapclient.IMAPClient("localhost", self.imap, ssl=False, timeout=20) as line:
            line.plain_login(address, PASSWORD)
            yield line

    def mails(self, address: str, folder: str = "INBOX") -> list[bytes]:
        with self.mailbox(address) as line:
            line.select_folder(folder, readonly=True)
            uids = line.search()
            return [row[b"BODY[]"] for _uid, row in sorted(line.fetch(uids, ["BODY.PEEK[]"]).items())] if uids else []

    def wait_for(self, address: str, folder: str = "INBOX", *, count: int = 1, seconds: float = 20) -> list[bytes]:
        until = time.monotonic() + seconds
        while len(found := self.mails(address, folder)) < count:
            if time.monotonic() > until:
                pytest.fail(f"{len(found)} of {count} mails for {address} in {folder} after {seconds} s: {self.log()}")
            time.sleep(0.1)
        return found

    def log(self) -> str:
        return "\n".join(path.read_text(errors="replace")[-3000:] for path in self.folder.glob("*.log"))


@contextmanager
def running() -> Iterator[MailServers]:
    """Start both servers and stop them at the end. Skips where they cannot be had."""
    need("dovecot-imapd", "postfix")
    if os.geteuid() != 0:
        pytest.skip("Postfix only starts as root.")
    folder = Path(tempfile.mkdtemp(prefix="mail-", dir="/tmp"))
    folder.chmod(0o755)
    servers = MailServers(folder, *free_ports(4))
    _certify(folder)
    with _dovecot(servers), _postfix(servers):
        yield servers
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _dovecot(servers: MailServers) -> Iterator[None]:
    (servers.folder / "mail").mkdir()
    os.chown(servers.folder / "mail", OWNER, OWNER)
    conf = servers.folder / "dovecot.conf"
    conf.write_text(DOVECOT.format(folder=servers.folder, owner=OWNER, password=PASSWORD, **_ports(servers)))
    server = subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", str(conf)], stdin=subprocess.DEVNULL)
    try:
        _wait_for_port(servers.imap, servers)
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


@contextmanager
def _postfix(servers: MailServers) -> Iterator[None]:
    home = servers.folder / "postfix"
    for name in ("etc", "spool", "lib"):
        (home / name).mkdir(parents=True)
    shutil.chown(home / "lib", "postfix")
    (home / "etc" / "main.cf").write_text(MAIN_CF.format(folder=servers.folder, owner=OWNER))
    (home / "etc" / "master.cf").write_text(MASTER_CF.format(**_ports(servers)))
    boxes = [f"{name}@{domain} {domain}/{name}/\n" for domain in DOMAINS for name in NAMES]
    (home / "etc" / "boxes").write_text("".join(boxes))
    _run("start", home)
    try:
        _wait_for_port(servers.smtp, servers)
        yield
    finally:
        _run("stop", home)


def _run(what: str, home: Path) -> None:
    command = ["/usr/sbin/postfix", "-c", str(home / "etc"), what]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def _ports(servers: MailServers) -> dict[str, int]:
    return {name: getattr(servers, name) for name in ("imap", "imaps", "smtp", "smtps")}


def _wait_for_port(port: int, servers: MailServers) -> None:
    until = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except OSError:
            if time.monotonic() > until:
                pytest.fail(f"The mail server did not open port {port}: {servers.log()}")
            time.sleep(0.05)


def _certify(folder: Path) -> None:
    """Make a certificate for localhost that is its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "authority.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(private)
