class HttpError extends Error {
  constructor(status, message) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.headers = { 'content-type': 'text/plain' };
  }
}
console.log(String(new HttpError(404, 'Not Found')));
throw new HttpError(500, 'Internal Server Error');
