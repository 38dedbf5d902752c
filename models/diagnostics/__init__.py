"""Self-test of the worker on the machine where it runs: what works, on which device, and how fast."""
