"""A session read from its row belongs to whoever reads it."""

from mostrador.accounts.sessions import SessionStore

KEPT = {"methods": [{"method": "password"}], "language": "es"}


def test_what_a_reader_changes_deep_inside_reaches_no_other_reader() -> None:
    words = SessionStore().encode(KEPT)
    mine = SessionStore().decode(words)
    mine["methods"].append({"method": "mfa"})
    mine["methods"][0]["method"] = "changed"
    assert SessionStore().decode(words) == KEPT


def test_what_we_did_not_sign_says_nothing() -> None:
    assert SessionStore().decode(SessionStore().encode(KEPT) + "x") == {}
