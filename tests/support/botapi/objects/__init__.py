"""The Bot API's objects, parameters and errors, as far as the server knows them."""
