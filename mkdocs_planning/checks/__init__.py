"""Rules: each turns a Plan or a Portfolio into Problems that name file and line."""
