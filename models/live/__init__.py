"""Live training: fine-tuning that goes on while labels are drawn."""
