"""A crisis from the first angry person to the debrief: heard, looked at, led by somebody who is called, and rehearsed.

The plan says what raises it, who leads and how soon; nothing here sends a word to a customer by itself.
"""
