"""What a message needs: its language, its needs, how urgent it is, its tone, whether it is abuse or spam.

It gives opinions with honest probabilities and the words that show them, and every one can be overridden.
It never knows who wrote, decides nothing and stores nothing.
"""
