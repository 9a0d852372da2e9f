"""The team's workspace: pages made of several rooms, and the stream that keeps them true.

It shows, asks and hands over to a journey or a verb.
It never changes a record by itself.
"""
