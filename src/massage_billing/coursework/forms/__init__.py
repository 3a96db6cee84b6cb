"""The two forms with which an instructor assigns and grades without typing a command."""
