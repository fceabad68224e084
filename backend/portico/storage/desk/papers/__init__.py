"""Where papers and their bytes are kept."""
