// An argument of the code on the command line: it is not run.
