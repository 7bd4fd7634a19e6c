"""Pages: one file each; pages never import each other."""
