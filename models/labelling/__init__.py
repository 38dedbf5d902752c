"""How many labels are enough (learning curve) and which come next (active learning)."""
