"""What every package of the learning core stands on: jobs, devices, threads and processes."""
