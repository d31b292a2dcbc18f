"""Proofs of the portal: what a citizen meets, shown by tools that others made and by walks through real browsers."""
