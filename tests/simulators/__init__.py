"""Outside platforms as little real servers on this machine, after each platform's own documents."""
