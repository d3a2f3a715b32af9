"""What a person sees in a chat or a browser, and pictures of both."""
