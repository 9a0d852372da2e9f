"""Persons: who they are to us, where they can be reached, what they told us, and who is the same as whom.

It recognises an author, links and unlinks without losing anything, and keeps facts with quote, source and expiry.
It never guesses that two people are one, and never reads a message.
"""
