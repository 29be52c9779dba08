"""Files of rows and columns: delimited text, workbooks and Parquet as grids of cells, with nothing understood yet."""
