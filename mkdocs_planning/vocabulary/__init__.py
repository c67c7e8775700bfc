"""The words that plans are written in, and how a text is compared with them."""
