"""What may leave the house, address by address and spelling by spelling."""

import socket
import threading

import pytest

from mostrador.kit import egress

INSIDE = [
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0x0.0x0.0x1", "0177.0.0.1",
    "017700000001", "127.0.0.1.", "127.000.000.001", "127.0.0.1%00", " 127.0.0.1 ", "①②⑦.⓪.⓪.①",
    "１２７．０．０．１", "127。0。0。1", "127%2e0%2e0%2e1", "0", "0.0.0.0", "0.0.0.0.", "10.0.0.1", "10.1",
    "172.16.5.4", "172.31.255.255", "192.168.1.1", "192.168.257", "169.254.169.254",
    "169.254.43518", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "100.100.100.200",
    "168.63.129.16", "192.0.0.192", "198.18.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1",
    "localhost", "LOCALHOST", "localhost.", "sub.localhost", "ip6-localhost",
    "metadata.google.internal", "metadata", "printer.local", "router.lan", "nas.home.arpa", "[::1]",
    "::1", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:8.8.8.8]",
    "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::1]",
    "[2002:7f00:1::]", "[2001::1]", "[fe80::1]", "[fe80::1%25lo]", "[fe80::1%lo]", "[fc00::1]",
    "[fd00:ec2::254]", "[fec0::1]", "[ff02::1]", "[2001:db8::1]", "[100::1]", "", ".", "-", "a..b",
    "exa mple.com", "example.com\r\nX: y", "http://example.com", "good@evil.example",
    "example.com:80", "example.com/path", "1.2.3", "1.2.3.4.5", "example.123", "127.0.0.1.0x7f",
    "a" * 300 + ".com",
]  # fmt: skip


@pytest.mark.parametrize("host", INSIDE)
def test_the_inside_is_refused_however_it_is_spelt(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MOSTRADOR_ALLOW_HOSTS", raising=False)
    with pytest.raises(egress.Refused):
        egress.addresses(host, 80)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "172.32.0.1", "[2606:4700:4700::1111]", "[64:ff9b::808:808]"]
)
def test_a_public_address_may_be_called(address: str) -> None:
    assert egress.addresses(address, 443) == (address.strip("[]"),)


def test_only_the_exact_host_and_port_are_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", "127.0.0.1:8025, LOCALHOST:1143,[::1]:25")
    assert egress.addresses("127.0.0.1", 8025) == ("127.0.0.1",)
    assert "127.0.0.1" in egress.addresses("localhost", 1143)
    assert egress.addresses("[::1]", 25) == ("::1",)
    for host, port in [
        ("127.0.0.1", 8026),
        ("127.1", 8025),
        ("localhost", 8025),
        ("127.0.0.1", 80),
        ("::1", 26),
    ]:
        with pytest.raises(egress.Refused):
            egress.addresses(host, port)


def test_one_closed_address_among_several_refuses_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    _say(monkeypatch, "93.184.216.34", "10.0.0.7")
    with pytest.raises(egress.Refused, match=r"10\.0\.0\.7"):
        egress.addresses("rebinding.example.com", 443)


def test_the_address_that_was_checked_is_the_one_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that answers differently the second time is never asked a second time."""
    asked = _say(monkeypatch, "93.184.216.34")
    called: list[object] = []
    monkeypatch.setattr(socket, "create_connection", lambda to, timeout: called.append(to) or socket.socket())
    egress.connect("shop.example.com", 443).close()
    assert called == [("93.184.216.34", 443)]
    assert len(asked) == 1


def test_a_name_that_does_not_exist_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    with pytest.raises(egress.Unresolved):
        egress.addresses("nobody.example.com", 443)


def test_silent_name_servers_do_not_hold_us(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait(5) and [])
    with pytest.raises(egress.Unresolved):
        egress.addresses("slow.example.com", 443, seconds=0.05)
    over.set()


def test_a_closed_port_is_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", f"127.0.0.1:{port}")
    with pytest.raises(egress.NotConnected):
        egress.connect("127.0.0.1", port, seconds=2)


def test_guards_are_asked_before_anything_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise RuntimeError("inside a transaction")

    monkeypatch.setattr(egress, "guards", [refuse])
    with pytest.raises(RuntimeError, match="inside a transaction"):
        egress.connect("8.8.8.8", 443)


def _say(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Answer as the name servers, the outside of our machine; return who was asked for."""
    asked: list[str] = []

    def answer(name: str, port: int, **_: object) -> list[object]:
        asked.append(name)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked
