"""Who we are: the programme, its areas, people, their seats, what they may do, and acts of two sectors."""
