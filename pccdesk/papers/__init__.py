"""PDF out and in: frozen data in, bytes out."""
