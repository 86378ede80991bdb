from django.http import HttpResponse


def hello(request):
    """Takes what the client sent, returns what it gets back."""
    return HttpResponse(
        "Hello, world!\n",
        content_type="text/plain; charset=utf-8",
    )
