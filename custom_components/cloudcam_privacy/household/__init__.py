"""All cameras and rules of the entry, and what is stored of them."""
