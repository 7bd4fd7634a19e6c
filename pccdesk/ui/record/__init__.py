"""What an application's record page is made of: one file a tab, and what stands beside them."""
