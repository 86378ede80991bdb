import asyncio

from django.http import JsonResponse

from weather.stations import StationError, read_temperature


async def temperatures(request):
    cities = request.GET.getlist("city")
    return JsonResponse({"readings": await read_all(cities, read_temperature)})


async def read_all(cities, read):
    return asyncio.gather(*(read_one(city, read) for city in cities))


async def read_one(city, read):
    try:
        return {"city": city, "celsius": await read(city)}
    except StationError:
        return {"city": city, "celsius": None}
