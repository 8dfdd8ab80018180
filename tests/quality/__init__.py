"""The integration as a whole: quality scale, metadata, texts and documentation."""
