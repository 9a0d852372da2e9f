"""What is being said around the house: bursts on any series, and how many different people are angry.

It counts, compares with the usual, and keeps the record of a crisis with who did what and when.
It never answers anybody, never stops anything by itself, and never counts messages where people are meant.
"""
