"""Tables in a text: found with the places of their cells, read as figures, and the relations that their words state."""
