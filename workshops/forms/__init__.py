"""What people may type on the pages of the sessions: cleaned here, judged by the workflow."""
