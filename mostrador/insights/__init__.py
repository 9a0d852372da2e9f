"""Questions answered from what the house has stored: what was the past like, how far are we from our aims?

It reads every room below it and changes none, and every figure can open the rows it was counted from.
It never estimates what nobody measured: where there is nothing to count, it says so.
"""
