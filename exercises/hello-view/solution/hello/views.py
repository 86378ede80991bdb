from django.http import HttpResponse


def hello(request):
    """Takes what the client sent, returns what it gets back."""
    name = request.GET.get("name") or "world"
    return HttpResponse(
        f"Hello, {name}!\n",
        content_type="text/plain; charset=utf-8",
    )
