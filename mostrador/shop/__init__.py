"""What the shop sells: its products by the names that people use, and where a text names them.

So far it keeps names and references alone; prices, stock, orders and returns are to grow here.
It never guesses which of two products is meant, and knows nothing of conversations.
"""
