"""The register of actors: read, drafted, edited, its mentions found and counted."""
