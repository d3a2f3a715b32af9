"""Where an archive's articles come from besides what is loaded by hand: the list of sources, and what they offer."""
