"""Fields, badges, lists and the other pieces that pages are made of."""
