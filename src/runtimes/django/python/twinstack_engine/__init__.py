"""What the Django engine adds to Python: commands, tests, a server, and what the platform lacks.

The page's worker calls `session`; everything else is called from there. One
interpreter serves one run or one check and is thrown away.
"""
