"""Who is who: the names, roles and pronouns that mean one actor, with the reason for each."""
