from asgiref.sync import iscoroutinefunction
from django.utils.decorators import sync_and_async_middleware


@sync_and_async_middleware
def stamp(get_response):
    """Marks each response, on either side."""
    if iscoroutinefunction(get_response):

        async def middleware(request):
            response = await get_response(request)
            response["X-Stamp"] = "async"
            return response

    else:

        def middleware(request):
            response = get_response(request)
            response["X-Stamp"] = "sync"
            return response

    return middleware
