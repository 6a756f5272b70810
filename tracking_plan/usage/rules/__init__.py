"""The U rules, one module each."""
