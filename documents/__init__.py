"""Files in, pages out: store, render, search and print the documents of a congress."""
