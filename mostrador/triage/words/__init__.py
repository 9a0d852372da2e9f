"""Phrases written for this house, one file a language: what people say when they need something.

A list belongs to a need, or to a need and how pressing it is (`complaint.legal`). The marks are those of
`matching.phrases`: bars between phrases, `~` for a weak one, `*` for any ending, `..` for up to three words.
"""
