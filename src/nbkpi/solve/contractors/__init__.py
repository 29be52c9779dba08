"""What narrows a box of intervals: one file for each shape of equation."""
