"""Where the earlier plan comes from: a git revision, a folder, a file or an archive."""
