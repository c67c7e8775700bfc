"""What a plan waits for, and what waits for it."""
