"""How the base models that ship are made."""
