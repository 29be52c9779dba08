"""Changes to the files of a book: figures added, replaced, taken back, and what was learnt of sheets."""
