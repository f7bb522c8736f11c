// Ends before it is warm, as a worker does whose package is missing.
process.exit(1);
