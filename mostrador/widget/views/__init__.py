"""What the widget answers: the chat's calls, its page, its script."""
