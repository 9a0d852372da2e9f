"""The Social Media Plan as a document that runs: who answers what by when, and who may do what without asking.

It reads, checks and decides; facts go in, advice comes out.
It never acts, and has no threshold of its own: the YAML decides.
"""
