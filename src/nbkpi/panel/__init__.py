"""The formulas of a book over tables of millions of rows, by engines that compute in columns."""
