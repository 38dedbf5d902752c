"""The pages for training, prediction, set-up and history."""
