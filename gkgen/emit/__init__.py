"""What is not a page: search, feeds, the site map, labels for machines."""
