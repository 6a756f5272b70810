"""Which files belong to a project, and where its imports lead."""
