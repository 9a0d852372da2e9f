"""The counter for programs: the same abilities as the desk, over REST, with tokens.

It checks scopes, speaks JSON and calls journeys.
It never offers what a person with the same rights could not do.
"""
