"""Readers of the parts of a plan, close kin together: each turns one spot of the file into its frozen object.

What is missing or wrong is told at its spot, and None comes back; whether names lead somewhere is for the checks.
"""
