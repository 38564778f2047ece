"""How sure is the nightly check? Pages are changed on purpose on the practice copy, and what is reported is counted."""
