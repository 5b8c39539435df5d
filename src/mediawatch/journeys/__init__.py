"""One file for each thing a user sets out to do. Only journeys open transactions."""
