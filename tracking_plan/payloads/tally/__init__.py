"""What was found and what came in, counted in bounded memory."""
