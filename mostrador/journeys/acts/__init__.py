"""The words of a plan's `do:`, close kin in one file each: how this version does each of them.

A file has `WAYS`: the act as the plan words it (`open: problem`), or its first word for every value, to a `doing.Way`.
What each may be done with is `plan.doing`'s, which the check of a plan asks. `journeys.doing` finds the files by
scanning this folder.
"""
