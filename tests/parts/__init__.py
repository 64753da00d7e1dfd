"""Real parts that tests start and stop: servers on loopback, and a way to hurt the link to them."""
