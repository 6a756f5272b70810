"""Rules about changes between two versions of an event, one file each."""
