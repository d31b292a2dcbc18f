"""The stages: one file for each arrow of the way from a folder to a site; `gkgen.build` joins them."""
