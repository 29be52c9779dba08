"""What a book is, once it is loaded: its records, and how they are found by name."""
