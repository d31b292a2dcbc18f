"""Rules among several types: what one says of a matter must be what the others say of it."""
