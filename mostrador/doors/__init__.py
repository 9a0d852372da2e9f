"""Ways in and out of the house: connections to platforms, their doors, and the parcels that arrive.

It accepts a delivery durably, keeps it until it is understood, and hands words back to the platform.
It never knows who a person is, what a message means or what the team decided.
"""
