"""Recipes: training of the base models that ship with the plugin, from ImageNet weights to model file."""
