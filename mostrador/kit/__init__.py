"""What every room needs and no business would notice: clock, ledger, jobs, the one exit to the network, pages.

It imports no other room.
It never learns a word of the shop's trade.
"""
