"""What personal data and secrets look like: values, wherever they stand."""
