"""Records what Django does for each request: middleware, URL patterns, the view, SQL, templates, the answer.

Nothing here is imported unless a run or a check asks for it. What is replaced
in Django calls the original and hands on what it gives; `RequestRecorder.stop`
puts everything back.
"""
