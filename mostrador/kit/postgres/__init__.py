"""What only a house on PostgreSQL needs. Knows no Django: the edge stands on it too."""
