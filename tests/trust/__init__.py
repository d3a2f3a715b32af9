"""What an attacker, a full disk, a careless hand and a crash do to the program."""
