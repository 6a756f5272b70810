"""Target languages, a module and a template each."""
