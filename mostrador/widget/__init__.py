"""The customer's side of the counter: the chat on the shop's website, and the same chat as a page of its own.

It takes words in through the door like any other channel and shows the answers.
It never sees anything but its own visitor's conversation.
"""
