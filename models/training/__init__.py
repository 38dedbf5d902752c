"""Training: optimizer, losses, learning-rate schedule, DDP, checkpoints and model selection of a fine-tuning run."""
