"""What the Home page is made of."""
