"""Telegram's Bot API: the shapes of its updates, what they mean, and how it is called."""
