"""Stories that cross rooms, told from top to bottom: a parcel becomes an answered person.

Each journey calls the rooms' verbs in order and decides nothing that a room or the plan decides.
It never writes a record by itself.
"""
