"""Random officers at the real window: what they press, and what must hold whatever they press."""
