"""What a message needs: its language, its needs, how urgent it is, its tone, whether it is abuse or spam.

It gives opinions with honest probabilities and the words that show them; every one can be overridden, and what people
said instead is kept, to learn from. It never knows who wrote, and decides nothing.
"""
