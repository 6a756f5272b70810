"""What expressions evaluate to, as far as the code shows it."""
