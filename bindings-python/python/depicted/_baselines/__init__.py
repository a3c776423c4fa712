"""What the pytest plugin is made of: pages, names of baselines, the comparison, the report."""
