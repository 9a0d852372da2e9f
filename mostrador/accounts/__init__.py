"""The team: who works here, in which role, in which language, and who stands in for whom.

It lets people in and out and says what a role may do in general.
It never knows a customer, a door or a promise.
"""
