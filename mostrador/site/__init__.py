"""Puts the house together: settings, addresses, processes, and the table of what follows from what.

It serves, starts and stops; everything it serves lives in a room below.
It never holds a rule of the trade.
"""
