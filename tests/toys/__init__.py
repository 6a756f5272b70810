"""What another language and another target are: a folder each, as in the package."""
