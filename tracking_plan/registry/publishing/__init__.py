"""Publishing: versions frozen, hashed and kept, and the folder that they are kept in."""
