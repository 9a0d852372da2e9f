"""The house killed again and again, by a hand that keeps its own ledger of what was promised."""
