"""The times that we ourselves promise: read in what a colleague is about to send, in Spanish, English and Portuguese.

Careful before complete: a promise offered where none was made is worse than one not offered.
Nothing is decided or stored here, and nothing a customer wrote is read.
"""
