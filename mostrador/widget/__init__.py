"""The customer's side of the counter: the chat on the shop's website, the same as a page, and the receipt of an errand.

It takes words in through the door like any other channel and shows the answers.
It never sees anything but its own visitor's conversation; a receipt, nothing but its own errand.
"""
