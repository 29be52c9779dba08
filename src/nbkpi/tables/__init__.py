"""Tables in: recognising how a sheet is laid out, and writing what it holds as TOML of a book."""
