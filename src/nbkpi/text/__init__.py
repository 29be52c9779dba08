"""Running text: figures found in it, and the relations that it states between them."""
