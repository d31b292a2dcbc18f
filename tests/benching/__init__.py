"""What the benchmark builds, and how it is measured."""
