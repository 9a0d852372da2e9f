"""Vinos La Vidriera, the invented wine shop that tests, screenshots and `bin/run` share.

Everything in it is built through the same verbs that real messages use, so that it cannot rot.
It never runs in a shop's own house.
"""
