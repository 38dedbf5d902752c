"""Fine-tuning: optimisation, schedule, checkpoints, selection of the model."""
