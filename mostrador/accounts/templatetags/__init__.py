"""What allauth's pages need of our own look."""
