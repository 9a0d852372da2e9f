"""What people say to us and we to them: conversations, messages, asuntos, promises, and whether our words arrived.

It receives, keeps order, remembers who owes what by when, and delivers part by part.
It never decides what may be said, and never speaks to a platform by itself.
"""
