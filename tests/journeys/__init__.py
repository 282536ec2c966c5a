"""A year as people live it in the browser: through what is to be seen, and nothing else."""
