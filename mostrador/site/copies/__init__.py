"""Copies of the house: made while it is open, proven by restoring them, and brought back.

A copy that was never restored is a hope. Nothing here deletes what it replaces.
"""
