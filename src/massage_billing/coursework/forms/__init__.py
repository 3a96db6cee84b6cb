"""The two forms by which an instructor assigns and grades without typing a command."""
