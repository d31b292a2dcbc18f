"""The report on two sites in each of its forms: for a terminal, a pull request, a browser, a program."""
