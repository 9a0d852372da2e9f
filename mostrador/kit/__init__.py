"""What every room needs and no business would notice: clock, ledger, jobs, the one exit to the network, pages.

No word of the shop's trade lives here, and nothing here imports another room.
"""
