"""How fast Factcheck is: a newsroom made up from a seed, and what each page costs in it."""
