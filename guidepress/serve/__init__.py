"""Show editors the website while they write: each page is made when the browser asks for it, and again when a file is saved.

Goes in: a guide's folder. Comes out: a server on this computer. Starlette, Uvicorn and watchfiles are at home here.
"""
