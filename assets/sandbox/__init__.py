"""Child processes that parse what strangers wrote, with limits on work, time and memory; reused from file to file.

Belongs here: starting, feeding, limiting and replacing such processes, and the messages to and from them. Does not: what is done
in them (`assets.reading`, `assets.extraction`), nor what becomes of the answers. Nothing that a child says is unpickled or
run: answers are JSON and bytes, checked before they are used. No network and no rights are taken away by the system: an audit
hook in the child refuses connections, processes and files outside of the program, which holds for Python code alone. Where the
system knows no such limits (Windows), only the time limit holds.
"""
