"""The Social Media Plan as a document that runs: who answers what by when, and who may do what without asking.

It reads, checks and decides, facts in and advice out, and keeps what was done under it: receipts, what was given, who
asked whom, what waits for a room.
It never acts, and has no threshold of its own: the YAML decides.
"""
