"""Review and quality assurance: footprints checked one by one, labels checked by rules, readiness to train."""
